import { check } from "../src/index.ts";
import { servicesOf } from "./objects.ts";

const objects = servicesOf(3000, 20);
for (let i = 0; i < 3; i++) {
  const start = process.hrtime.bigint();
  const findings = check(objects, { kubernetes: "1.36", definitions: [] });
  const ms = Number(process.hrtime.bigint() - start) / 1e6;
  console.log(objects.length, findings.length, ms.toFixed(0), "ms", JSON.stringify(findings[0]));
}
