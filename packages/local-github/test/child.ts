import { startGitHub } from "../src/index.ts";

/** A GitHub in a process of its own: prints where it is and a token, and runs until it is killed. */
const limits = { contentPerMinute: 100_000, contentPerHour: 100_000, restPointsPerMinute: 1_000_000 };
const github = await startGitHub({ directory: process.argv[2]!, limits });
await github.createUser("ada");
await github.createOrganization("acme", { owners: ["ada"] });
await github.createRepository("acme/platform");
await github.commit("acme/platform", { branch: "main", by: "ada", message: "Start", files: { a: "1" } });
await github.commit("acme/platform", { branch: "feature", by: "ada", message: "Change", files: { a: "2" } });
const token = await github.createToken("ada");
const request = {
  method: "POST",
  headers: { authorization: `Bearer ${token}` },
  body: JSON.stringify({ title: "T", head: "feature", base: "main" }),
};
await fetch(`${github.apiUrl}/repos/acme/platform/pulls`, request);
console.log(JSON.stringify({ url: github.url, token }));
