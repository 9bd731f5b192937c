/** Gives the demo's source so many triggers and items, by the API as an administrator's program would. */
export async function furnishSource(url: string, triggers: number, items: number): Promise<string> {
  let token = "";
  async function call<Answer>(method: string, path: string, body?: object): Promise<Answer> {
    const response = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: { "content-type": "application/json", ...(token === "" ? {} : { authorization: `Bearer ${token}` }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (response.ok) return (await response.json()) as Answer;
    throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  }
  ({ token } = await call<{ token: string }>("POST", "/tokens", { email: "admin@demo.test", password: "beckon-demo" }));
  interface Listed {
    count: number;
    records: { id: string; token: string }[];
  }
  const sources = await call<Listed>("GET", "/sources");
  const source = sources.records.find((each) => each.token === "demo-messaging");
  if (source === undefined) throw new Error("the demo has no source demo-messaging");
  const had = {
    triggers: (await call<Listed>("GET", `/triggers?source_id=${source.id}`)).count,
    items: (await call<Listed>("GET", `/items?source_id=${source.id}`)).count,
  };
  const itemIds: string[] = [];
  for (let index = had.items; index < items; index += 1) {
    const item = await call<{ id: string }>("POST", "/items", {
      source_id: source.id,
      label: `Help with order ${index}`,
      type: index % 2 === 0 ? "button" : "invitation",
      placement: { kind: index % 2 === 0 ? "floating" : "corner", corner: "bottom_right", offset_x: 24, offset_y: 24 },
      online_offline: false,
      html: `<div class="card"><strong>Need help with ${index}?</strong><p>We answer within minutes, from nine to six.</p><button class="chat_item_action">Ask us</button><button class="chat_item_dismiss">No, thanks</button></div>`,
      css: `.card { padding: 16px ${index + 10}px; border-radius: 12px; background: #fff; color: #212121; box-shadow: 0 4px 16px rgb(0 0 0 / 20%); } .card strong { font-size: 16px; } .chat_item_action { background: #4481eb; color: #fff; }`,
    });
    itemIds.push(item.id);
  }
  for (let index = had.triggers; index < triggers; index += 1) {
    await call("POST", "/triggers", {
      source_id: source.id,
      label: `Cart leavers of page ${index}`,
      conditions: [
        { criterion: "page_url", position: "previous", operator: "contains", value: `/order/${index}, /cart/${index}` },
        { criterion: "page_url", position: "current", operator: "not_contains", value: "/order/" },
        { criterion: "page_visit_count", position: "current", operator: "gte", value: (index % 9) + 1 },
        { criterion: "page_visit_duration", position: "current", operator: "gte", value: index * 5 },
        { criterion: "language", position: "current", operator: "starts_with", value: "fr, en, de" },
      ],
      actions: {
        show_chat: null,
        item_ids: itemIds.slice(index % itemIds.length, (index % itemIds.length) + 1),
        hide_items: false,
        automatic_message_id: null,
      },
      after: { no_other_trigger: false, once_per_visit: true },
    });
  }
  return source.id;
}
