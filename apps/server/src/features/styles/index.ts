export { findStyleProblem } from "./judge-style.decisions.ts";
export { createThemeCompiler } from "./theme-compiler.ts";
