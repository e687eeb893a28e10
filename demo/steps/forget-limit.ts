import { committed, freshName, type Step, smallestSpec } from "./desk.ts";

const team = "payments";
const folder = (name: string) => `apps/${team}/${name}`;

const overlay = `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
patches: [{path: sidecar.yaml}]
`;

function sidecar(name: string): string {
  return `# Scores every order beside the service that asks for it.
apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}}
spec:
  template:
    spec:
      containers:
      - name: model
        image: ghcr.io/acme/fraud-model:3.1.0
        ports: [{name: model, containerPort: 9000}]
        livenessProbe: {tcpSocket: {port: model}}
        readinessProbe: {tcpSocket: {port: model}}
`;
}

const limits = `        resources:
          requests: {cpu: 20m, memory: 64Mi}
          limits: {cpu: 100m, memory: 64Mi}
        securityContext:
          allowPrivilegeEscalation: false
          readOnlyRootFilesystem: true
          capabilities: {drop: [ALL]}
`;

/** Something that the policies of the platform refuse. */
export const forgetLimit: Step = {
  id: "forget-limit",
  title: "Forget a limit",
  text: "A new service brings a sidecar along and forgets to limit what it may do. The platform’s policies refuse it here, before any cluster sees it. Read what they say, then apply the fix: the comment stays the same one.",
  branch: "tour/sidecar-",
  async run(desk) {
    const { developer } = desk.people;
    const name = freshName("fraud-check", team, this.branch, desk);
    const branch = this.branch + name;
    await developer.commit(branch, `Add ${name} with its model beside it`, {
      [`${folder(name)}/service.yaml`]: smallestSpec(name, team),
      [`${folder(name)}/kustomization.yaml`]: overlay,
      [`${folder(name)}/sidecar.yaml`]: sidecar(name),
    });
    const pull = await developer.open(branch, `Add ${name}`, "The model runs in a container of its own.");
    return committed("a service and a sidecar without limits", branch, pull);
  },
  correction: (name) => ({
    message: "Limit what the sidecar may use and do",
    files: { [`${folder(name)}/sidecar.yaml`]: sidecar(name) + limits },
  }),
};
