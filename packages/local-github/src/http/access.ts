import type { OperationId } from "../contract/operations.ts";
import type { Role } from "../state/account-rows.ts";

/** What an operation asks of whoever calls it. */
export interface Access {
  /** `app`: an app as itself (JWT). `installation`: a token of an installation. `anyone`: also nobody known. */
  readonly by?: "app" | "installation" | "anyone";
  /** Permissions of an app or fine-grained token, one of which is enough. Source: "Permissions required for GitHub Apps". */
  readonly permissions?: readonly string[];
  /** The role that a person needs; `nobody` when only apps may. */
  readonly role?: Role | "nobody";
  /** What a person without the role is told; GitHub's general words unless told. */
  readonly refusal?: string;
}

const metadata = { permissions: ["metadata:read"], role: "read" } as const;
const readContents = { permissions: ["contents:read"], role: "read" } as const;
const writeContents = { permissions: ["contents:write"], role: "write" } as const;
const readPulls = { permissions: ["pull_requests:read"], role: "read" } as const;
const writePulls = { permissions: ["pull_requests:write"], role: "read" } as const;
const readIssues = { permissions: ["issues:read", "pull_requests:read"], role: "read" } as const;
const writeIssues = { permissions: ["issues:write", "pull_requests:write"], role: "read" } as const;
const readChecks = { permissions: ["checks:read"], role: "read" } as const;
const writeChecks = {
  permissions: ["checks:write"],
  role: "nobody",
  refusal: "You must authenticate via a GitHub App.",
} as const;
const readDeployments = { permissions: ["deployments:read"], role: "read" } as const;
const writeDeployments = { permissions: ["deployments:write"], role: "write" } as const;

/** The rights that each operation needs. */
export const access: Readonly<Record<OperationId, Access>> = {
  "apps/get-authenticated": { by: "app" },
  "apps/list-installations": { by: "app" },
  "apps/create-installation-access-token": { by: "app" },
  "apps/list-webhook-deliveries": { by: "app" },
  "apps/get-webhook-delivery": { by: "app" },
  "apps/redeliver-webhook-delivery": { by: "app" },
  "apps/list-repos-accessible-to-installation": { by: "installation" },
  "rate-limit/get": { by: "anyone" },
  "repos/get": metadata,
  "repos/get-collaborator-permission-level": {
    permissions: ["metadata:read"],
    role: "write",
    refusal: "Must have push access to view collaborator permission.",
  },
  "teams/get-membership-for-user-in-org": { permissions: ["members:read"] },
  "repos/get-branch-protection": { permissions: ["administration:read"], role: "admin" },
  "repos/get-branch-rules": metadata,
  "repos/codeowners-errors": readContents,
  "repos/get-content": readContents,
  "pulls/list": readPulls,
  "pulls/create": writePulls,
  "pulls/get": readPulls,
  "pulls/update": writePulls,
  "pulls/list-files": readPulls,
  "pulls/list-reviews": readPulls,
  "pulls/create-review": writePulls,
  "pulls/merge": writeContents,
  "pulls/update-branch": { permissions: ["pull_requests:write"], role: "write" },
  "pulls/request-reviewers": { permissions: ["pull_requests:write"], role: "triage" },
  "repos/list-pull-requests-associated-with-commit": readPulls,
  "issues/list-comments": readIssues,
  "issues/create-comment": writeIssues,
  "issues/update-comment": writeIssues,
  "issues/delete-comment": writeIssues,
  "reactions/create-for-issue-comment": writeIssues,
  "issues/add-labels": { permissions: ["issues:write", "pull_requests:write"], role: "triage" },
  "issues/remove-label": { permissions: ["issues:write", "pull_requests:write"], role: "triage" },
  "checks/create": writeChecks,
  "checks/update": writeChecks,
  "checks/list-for-ref": readChecks,
  "checks/list-suites-for-ref": readChecks,
  "git/get-ref": readContents,
  "git/list-matching-refs": readContents,
  "git/create-ref": writeContents,
  "git/update-ref": writeContents,
  "git/delete-ref": writeContents,
  "git/create-commit": writeContents,
  "git/get-commit": readContents,
  "git/get-tree": readContents,
  "repos/compare-commits-with-basehead": readContents,
  "repos/list-deployments": readDeployments,
  "repos/create-deployment": writeDeployments,
  "repos/list-deployment-statuses": readDeployments,
  "repos/create-deployment-status": writeDeployments,
  "repos/get-all-environments": { permissions: ["actions:read"], role: "read" },
  "repos/create-or-update-environment": { permissions: ["administration:write"], role: "admin" },
};
