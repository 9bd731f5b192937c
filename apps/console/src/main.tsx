import "@fontsource-variable/inter/index.css";
import "./application/component-styles.ts";
import "./application/tokens.css";
import "./application/base.css";
import { createRoot } from "react-dom/client";
import { Application } from "./application/application.tsx";

const root = document.getElementById("root");
if (root === null) throw new Error("The page has no element with the id root.");
createRoot(root).render(<Application />);
