import { usePageTitle } from "../../application/page-title.ts";
import { CopyCode } from "../parts/copy-code.tsx";
import { useSource } from "../parts/use-source.ts";

/** Calls that a website may make beside the snippet. They work before and after the snippet has loaded. */
const examples: readonly { title: string; about: string; code: string }[] = [
  {
    title: "Say who the visitor is",
    about: "Once somebody is signed in to the website. A token signed by your server cannot be made up by others.",
    code: `_chatq.push(["_setIdentity", { uuid: "1042", firstname: "Camille", email: "camille@example.com" }]);

// Or signed, as a JWT:
_chatq.push(["_setSignedIdentity", token]);`,
  },
  {
    title: "Fill a custom variable",
    about: "For conditions, and for the agent to see. Define it under Custom variables first.",
    code: `_chatq.push(["_fillCustomVariable", "custom_cart_amount", 58]);`,
  },
  {
    title: "Show the chat within the page",
    about: "In messaging mode it fills an element of yours. Triggers are then left aside.",
    code: `<div id="messaging-container"></div>
<script>
  var _chatq = _chatq || [];
  _chatq.push(["_setConfiguration", { embedded: true, parentNodeId: "messaging-container" }]);
</script>`,
  },
  {
    title: "Hear what happens",
    about: "For example chat_engaged, message_received, item_shown, unread_changed.",
    code: `_chatq.push(["_onEvent", "chat_engaged", function (data) {
  console.log(data.trigger_label);
}]);`,
  },
  {
    title: "Say that the page has changed",
    about: "For websites that change pages without loading them, when Settings do not notice it already.",
    code: `_chatq.push(["_pageChange"]);`,
  },
  {
    title: "Open the chat by a link of yours",
    about: "Anything on the page can open it.",
    code: `document.querySelector("#help").addEventListener("click", function () {
  _chatq.push(["_open"]);
});`,
  },
];

export function CodePage() {
  const source = useSource();
  usePageTitle(`Code to include · ${source.label}`);
  return (
    <>
      <header className="list-head">
        <div>
          <h2 className="list-title">Code to include</h2>
          <p className="list-about">
            Put it before &lt;/body&gt; on each page of the website, once. Everything else is decided here.
          </p>
        </div>
      </header>
      <CopyCode code={source.snippet} name="the code to include" />
      {source.state !== "active" && (
        <p className="hint" data-tone="note">
          The source is not active: with this code on the website, nothing is shown until it is.
        </p>
      )}
      <h3 className="part-title">What the website may add</h3>
      <p className="part-about">
        The chat works without any of this. Each call begins with <code>var _chatq = _chatq || [];</code> where the page
        does not have it yet.
      </p>
      <ul className="code-examples">
        {examples.map(({ title, about, code }) => (
          <li key={title}>
            <h4>{title}</h4>
            <p>{about}</p>
            <CopyCode code={code} name={`the example “${title}”`} />
          </li>
        ))}
      </ul>
    </>
  );
}
