import { kubernetes, kubernetesLibraries } from "@slipway/cel";

/** The oldest minor of Kubernetes in which expressions mean what they mean in another one: it need be compiled only once. */
export function languageMinor(minor: number): number {
  let oldest = minor;
  while (oldest > 1 && isSame(oldest - 1, minor)) oldest -= 1;
  return oldest;
}

function isSame(a: number, b: number): boolean {
  const [left, right] = [kubernetesLibraries(a), kubernetesLibraries(b)];
  return (
    left.length === right.length &&
    left.every((library, index) => library === right[index]) &&
    JSON.stringify(kubernetes(a).options) === JSON.stringify(kubernetes(b).options)
  );
}
