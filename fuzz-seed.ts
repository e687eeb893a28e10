import fc from "fast-check";

/**
 * Chance is the same in every run of the tests, so that a change is judged by what it changes. FUZZ_SEED=2 takes another
 * one, FUZZ_SEED=new a new one each time; what that finds becomes a case.
 */
const seed = process.env["FUZZ_SEED"] ?? "1";
fc.configureGlobal({ seed: seed === "new" ? Date.now() % 1_000_000_000 : Number(seed) });
