import csharpCode from "./signing/SignIdentity.cs?raw";
import javaCode from "./signing/SignIdentity.java?raw";
import goCode from "./signing/sign_identity.go?raw";
import phpCode from "./signing/sign_identity.php?raw";
import pythonCode from "./signing/sign_identity.py?raw";
import rubyCode from "./signing/sign_identity.rb?raw";
import nodeCode from "./signing/sign-identity.mjs?raw";

/** Files that sign an identity with what each language brings along. The very same ones are run by a test. */
export const signingSnippets = [
  { language: "Node", code: nodeCode },
  { language: "PHP", code: phpCode },
  { language: "Python", code: pythonCode },
  { language: "Ruby", code: rubyCode },
  { language: "Java", code: javaCode },
  { language: "Go", code: goCode },
  { language: "C#", code: csharpCode },
] as const;
