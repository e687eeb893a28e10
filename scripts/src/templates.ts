interface Names {
  readonly name: string;
  /** Where slipway itself is pinned, as a path in the new repository. */
  readonly tarball: string;
  readonly version: string;
}

/** The files of a new platform repository, but for the schemas: path → text. */
export function templates({ name, tarball, version }: Names): Map<string, string> {
  return new Map([
    ["README.md", readme(name)],
    ["package.json", packageJson(name, tarball)],
    [".gitignore", "node_modules/\n"],
    [".github/CODEOWNERS", codeOwners()],
    [".github/workflows/slipway.yaml", workflow(version)],
    ["environments/platform.yaml", platform(name)],
    ["environments/dev/environment.yaml", environment("dev", undefined)],
    ["environments/staging/environment.yaml", environment("staging", "dev")],
    ["environments/prod/environment.yaml", environment("prod", "staging")],
    ["apps/README.md", "One folder a team, one folder a service in it. `npx slipway new` writes the first files.\n"],
    ["policies/README.md", policies()],
  ]);
}

function readme(name: string): string {
  return `# ${name}

A platform that lives in this repository: teams add services by pull request, merging deploys them.

\`\`\`sh
npm install
npx slipway new payments/checkout --image ghcr.io/acme/checkout:1.8.2 --port 8080
npx slipway validate
npx slipway plan
\`\`\`

Before the first service: write the addresses of your clusters and what is installed there into
\`environments/*/environment.yaml\`, and the address of this repository into \`environments/platform.yaml\`.
Each environment is started once by hand: \`npx slipway render --env dev --out dev && kubectl apply -f dev/bootstrap.yaml\`.
`;
}

function policies(): string {
  return `# Policies

What objects must be like, one folder each: \`policy.yaml\` is a ValidatingAdmissionPolicy of Kubernetes with its bindings,
which say where it denies and where it only warns; \`cases.yaml\` is what it allows and what it denies. The same file is
judged by in the pull request and goes to the cluster.

These are a beginning, and yours: change them, delete those that you do not want, add your own.

\`\`\`sh
npx slipway policy explain run-as-non-root   # the rule, the reason, what to write instead, who may except it
npx slipway policy impact run-as-non-root    # what it would block today if it denied wherever it is bound
npx slipway policy test                      # every case
\`\`\`

An exception is a file in \`exceptions/\`: \`npx slipway schema exception\` says what is in it.
`;
}

function packageJson(name: string, tarball: string): string {
  const content = {
    name,
    private: true,
    scripts: { validate: "slipway validate", plan: "slipway plan" },
    devDependencies: { slipway: `file:${tarball}` },
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}

function codeOwners(): string {
  return `# Who must approve what. Give every team its folder, and its releases and settings.
*                    @acme/platform
# /apps/payments/    @acme/payments
`;
}

function platform(name: string): string {
  return `# yaml-language-server: $schema=../schemas/platform.schema.json
apiVersion: slipway.dev/v1
kind: Platform
metadata: {name: ${name}}
spec:
  repository: https://github.com/acme/${name}.git
  owners: ["@acme/platform"]
`;
}

function environment(name: string, from: string | undefined): string {
  return `# yaml-language-server: $schema=../../schemas/environment.schema.json
apiVersion: slipway.dev/v1
kind: Environment
metadata: {name: ${name}}
spec:
  cluster: {server: https://kubernetes.default.svc}
  kubernetes: "1.34"
  domain: ${name}.example.com
${from === undefined ? "" : `  from: ${from}\n`}  defaults: {size: s, scale: ${from === undefined ? 1 : 2}}
  # What is installed in the cluster, so that specs may ask for it:
  # capabilities:
  #   metricsServer: true
  #   gateway: {external: {name: public, namespace: gateways}}
`;
}

function workflow(version: string): string {
  return `# For platforms without the bot: validates every pull request and shows its plan; renders what is merged.
name: slipway ${version}
on:
  pull_request:
  push:
    branches: [main]
permissions:
  contents: write
concurrency:
  group: slipway-\${{ github.ref }}
jobs:
  plan:
    if: github.event_name == 'pull_request'
    runs-on: ubuntu-latest
    permissions:
      contents: read
    steps:
      - uses: actions/checkout@v4
        with: {fetch-depth: 0, ref: "\${{ github.event.pull_request.head.sha }}"}
      - uses: actions/setup-node@v4
        with: {node-version: 20}
      - run: npm ci
      - run: npx slipway validate
      - run: npx slipway plan --base origin/main --head HEAD --output markdown >> "$GITHUB_STEP_SUMMARY"
  render:
    if: github.event_name == 'push'
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with: {fetch-depth: 0}
      - uses: actions/setup-node@v4
        with: {node-version: 20}
      - run: npm ci
      - run: git fetch origin '+refs/heads/env/*:refs/heads/env/*' || true
      - run: npx slipway render --commit
      - run: git push --atomic origin 'refs/heads/env/*'
`;
}
