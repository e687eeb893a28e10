import type { OperationId } from "../contract/operations.ts";
import type { Handler } from "../http/call.ts";
import * as apps from "./apps.ts";
import * as checks from "./checks.ts";
import { compare } from "./compare.ts";
import { getContent, getTree } from "./contents.ts";
import * as deployments from "./deployments.ts";
import * as git from "./git.ts";
import * as issues from "./issues.ts";
import * as pulls from "./pulls.ts";
import { getRateLimit } from "./rate-limit.ts";
import * as repositories from "./repositories.ts";
import { createReview, listReviews } from "./reviews.ts";

/** What answers each operation that is served. */
export const handlers: Readonly<Record<OperationId, Handler>> = {
  "apps/get-authenticated": apps.getAuthenticated,
  "apps/list-installations": apps.listInstallations,
  "apps/create-installation-access-token": apps.createToken,
  "apps/list-webhook-deliveries": apps.listDeliveries,
  "apps/get-webhook-delivery": apps.getDelivery,
  "apps/redeliver-webhook-delivery": apps.redeliver,
  "apps/list-repos-accessible-to-installation": apps.listRepositories,
  "rate-limit/get": getRateLimit,
  "repos/get": repositories.getRepository,
  "repos/get-collaborator-permission-level": repositories.getPermission,
  "teams/get-membership-for-user-in-org": repositories.getTeamMembership,
  "repos/get-branch-protection": repositories.getProtection,
  "repos/get-branch-rules": repositories.getBranchRules,
  "repos/codeowners-errors": repositories.listOwnerErrors,
  "repos/get-content": getContent,
  "pulls/list": pulls.listPulls,
  "pulls/create": pulls.createPull,
  "pulls/get": pulls.getPull,
  "pulls/update": pulls.updatePull,
  "pulls/list-files": pulls.listFiles,
  "pulls/list-reviews": listReviews,
  "pulls/create-review": createReview,
  "pulls/merge": pulls.merge,
  "pulls/update-branch": pulls.updatePullBranch,
  "pulls/request-reviewers": pulls.requestReviewers,
  "repos/list-pull-requests-associated-with-commit": pulls.listPullsOfCommit,
  "issues/list-comments": issues.listComments,
  "issues/create-comment": issues.createComment,
  "issues/update-comment": issues.updateComment,
  "issues/delete-comment": issues.deleteComment,
  "reactions/create-for-issue-comment": issues.createReaction,
  "issues/add-labels": issues.addLabels,
  "issues/remove-label": issues.removeLabel,
  "checks/create": checks.createRun,
  "checks/update": checks.updateRun,
  "checks/list-for-ref": checks.listRuns,
  "checks/list-suites-for-ref": checks.listSuites,
  "git/get-ref": git.getRef,
  "git/list-matching-refs": git.listMatchingRefs,
  "git/create-ref": git.createRef,
  "git/update-ref": git.updateRef,
  "git/delete-ref": git.deleteRef,
  "git/create-commit": git.createCommit,
  "git/get-commit": git.getCommit,
  "git/get-tree": getTree,
  "repos/compare-commits-with-basehead": compare,
  "repos/list-deployments": deployments.listDeployments,
  "repos/create-deployment": deployments.createDeployment,
  "repos/list-deployment-statuses": deployments.listStatuses,
  "repos/create-deployment-status": deployments.createStatus,
  "repos/get-all-environments": deployments.listEnvironments,
  "repos/create-or-update-environment": deployments.putEnvironment,
};
