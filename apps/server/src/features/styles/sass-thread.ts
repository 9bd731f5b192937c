import { parentPort } from "node:worker_threads";
import { compileTheme, type ThemeRequest } from "./compile-theme.ts";

// The first compilation is the slow one, and nobody's fault.
compileTheme({ customCss: "$text-color: red; .a { color: mix($text-color, blue); }", highlightColor: "#4481eb" });
parentPort?.on("message", (request: ThemeRequest) => parentPort?.postMessage(compileTheme(request)));
parentPort?.postMessage("ready");
