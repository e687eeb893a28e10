import { Command, CommanderError, Option } from "commander";
import { Refusal } from "./output.ts";
import { packageVersion } from "./package-files.ts";

/**
 * The command line. Exit codes: 0 clean, 1 something is wrong with what a person wrote or asked for, 2 we failed.
 * A command's code is loaded when it is called.
 */
const program = new Command("slipway")
  .description("An Internal Developer Platform that lives in one Git repository.")
  .version(packageVersion(), "-V, --version", "print the version")
  .helpOption("-h, --help", "print this help")
  .helpCommand("help [command]", "print the help of a command")
  .showHelpAfterError("(slipway help says more)")
  .exitOverride();

const output = () =>
  new Option("-o, --output <format>", "how to write the result").choices(["text", "json", "markdown"]).default("text");
const env = () => new Option("-e, --env <environment>", "only this environment");
const team = () => new Option("-t, --team <team>", "only the services of this team");
const service = () => new Option("-s, --service <service>", "only this service, as team/name");

program
  .command("init <folder>")
  .description("make a platform repository of one's own, ready for a first commit")
  .addHelpText("after", "\nExample:\n  slipway init my-platform")
  .action(async (folder: string) => finish((await import("./commands/init.ts")).init(folder)));

program
  .command("new [team/name]")
  .description("write the smallest spec of a service; asks for what it is not told")
  .option("-k, --kind <kind>", "WebService, Worker, CronJob, Job or StaticSite")
  .option("-i, --image <image>", "the image, with its tag")
  .option("-p, --port <port>", "the port that the container listens on")
  .option("--schedule <cron>", "when a CronJob runs")
  .addHelpText(
    "after",
    "\nExamples:\n  slipway new payments/checkout --image ghcr.io/acme/checkout:1.8.2 --port 8080\n  slipway new payments/report --kind CronJob --image ghcr.io/acme/report:1.0.0 --schedule @daily",
  )
  .action(async (name: string | undefined, options) =>
    finish(await (await import("./commands/new.ts")).newService(name, options)),
  );

program
  .command("validate [files...]")
  .description("say what is wrong, in this platform or in single files")
  .addOption(env())
  .addOption(team())
  .addOption(service())
  .option("--audit", "also say what policies only count")
  .addOption(output())
  .addHelpText(
    "after",
    "\nExamples:\n  slipway validate\n  slipway validate apps/payments/checkout/service.yaml\n  slipway validate --team payments --output json",
  )
  .action(async (files: string[], options) =>
    finish((await import("./commands/validate.ts")).validate(files, options)),
  );

program
  .command("render")
  .description("write the manifests: to standard output, a folder, or the branches of a repository")
  .addOption(env())
  .addOption(team())
  .addOption(service())
  .option("--out <folder>", "write the tree of one environment here, of several to <folder>/<environment>")
  .option("--commit", "move the branches env/<environment> to what a revision renders to, all or none")
  .option("--revision <revision>", "with --commit: the revision to render (default: HEAD)")
  .option("--to <repository>", "with --commit: another repository, also a bare one")
  .addHelpText(
    "after",
    "\nExamples:\n  slipway render --env dev --service payments/checkout\n  slipway render --out rendered\n  slipway render --commit",
  )
  .action(async (options) => finish(await (await import("./commands/render.ts")).render(options)));

program
  .command("plan")
  .description("say what a change does in each environment, now and once it is promoted")
  .option("--base <revision>", "compare with this (default: the platform's branch)")
  .option("--head <revision>", "the change, merged into the base (default: the working tree)")
  .addOption(env())
  .addOption(team())
  .addOption(service())
  .addOption(output())
  .addHelpText("after", "\nExamples:\n  slipway plan\n  slipway plan --base main --head add-checkout --output json")
  .action(async (options) => finish(await (await import("./commands/plan.ts")).plan(options)));

program
  .command("explain <team/name> [pointer]")
  .description("say where every field of a service's objects comes from")
  .addOption(env())
  .addOption(output())
  .addHelpText(
    "after",
    "\nExamples:\n  slipway explain payments/checkout --env prod\n  slipway explain payments/checkout /spec/template/spec/containers/0/resources",
  )
  .action(async (name: string, pointer: string | undefined, options) =>
    finish((await import("./commands/explain.ts")).explain(name, pointer, options)),
  );

const policy = program.command("policy").description("the admission policies of this platform");

policy
  .command("test [name]")
  .description("run the cases of the policies")
  .addOption(output())
  .addHelpText("after", "\nExamples:\n  slipway policy test\n  slipway policy test image-registries")
  .action(async (name: string | undefined, options) =>
    finish((await import("./commands/policy.ts")).test(name, options)),
  );

policy
  .command("explain <name>")
  .description("say what a policy is about, what to write instead, and who may except it")
  .addHelpText("after", "\nExample:\n  slipway policy explain image-registries")
  .action(async (name: string) => finish((await import("./commands/policy.ts")).explainPolicy(name)));

policy
  .command("impact <name>")
  .description("say what a policy would block today, if it denied wherever it is bound")
  .addOption(output())
  .addHelpText("after", "\nExample:\n  slipway policy impact health-probes")
  .action(async (name: string, options) => finish((await import("./commands/policy.ts")).impact(name, options)));

program
  .command("check <paths...>")
  .description(
    "say what an API server would refuse and what policies have against it, of the manifests of any repository",
  )
  .option("--kubernetes <version>", "the version of the API server", "1.34")
  .option("--definitions <paths...>", "files or folders of CustomResourceDefinitions")
  .option(
    "--policies <folder>",
    "judge by the policies in this folder (default: this platform's, or the ones that come along)",
  )
  .option("--no-policies", "leave policies out")
  .option("-e, --env <environment>", "the environment that every namespace counts as", "prod")
  .addOption(output())
  .addHelpText(
    "after",
    "\nExamples:\n  slipway check deploy/\n  helm template chart | slipway check - --kubernetes 1.33",
  )
  .action(async (paths: string[], options) => finish((await import("./commands/check.ts")).check(paths, options)));

program
  .command("build <folder>")
  .description("build a kustomization, as kubectl kustomize does")
  .option("-o, --output <path>", "write to this file, or one for each object to this folder (default: standard output)")
  .addHelpText("after", "\nExample:\n  slipway build deploy/overlays/prod")
  .action(async (folder: string, options) => finish((await import("./commands/build.ts")).build(folder, options)));

program
  .command("schema [name]")
  .description("print a JSON Schema, or the names of all")
  .addHelpText("after", "\nExample:\n  slipway schema service")
  .action(async (name: string | undefined) => finish((await import("./commands/schema.ts")).schema(name)));

function finish(code: number): void {
  process.exitCode = code;
}

/** What went wrong: by a person's doing with one line, by ours with its causes. */
function fail(error: unknown): void {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : 1;
  } else if (error instanceof Refusal) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  } else {
    process.stderr.write("slipway failed; this is no fault of your files.\n");
    for (let cause: unknown = error; cause !== undefined; cause = cause instanceof Error ? cause.cause : undefined)
      process.stderr.write(
        `  ${cause instanceof Error ? (process.env["SLIPWAY_DEBUG"] === undefined ? cause.message : cause.stack) : String(cause)}\n`,
      );
    process.exitCode = 2;
  }
}

// A reader that has seen enough, such as head, ends the output and nothing else.
for (const stream of [process.stdout, process.stderr])
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });

program.parseAsync().catch(fail);
