import { expect } from "@playwright/test";

/** The REST API as an administrator's program uses it. Every answer that is no success is thrown. */
export interface Api {
  get<Answer>(path: string): Promise<Answer>;
  post<Answer>(path: string, body: object): Promise<Answer>;
  patch<Answer>(path: string, body: object): Promise<Answer>;
  put<Answer>(path: string, body: object): Promise<Answer>;
  remove(path: string): Promise<void>;
}

export async function signIn(product: { beckonUrl: string }, email = "admin@demo.test"): Promise<Api> {
  let token = "";
  async function call<Answer>(method: string, path: string, body?: object): Promise<Answer> {
    const response = await fetch(`${product.beckonUrl}/api/v1${path}`, {
      method,
      headers: {
        ...(token === "" ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return (text === "" ? undefined : JSON.parse(text)) as Answer;
  }
  ({ token } = await call<{ token: string }>("POST", "/tokens", { email, password: "beckon-demo" }));
  return {
    get: (path) => call("GET", path),
    post: (path, body) => call("POST", path, body),
    patch: (path, body) => call("PATCH", path, body),
    put: (path, body) => call("PUT", path, body),
    remove: (path) => call("DELETE", path),
  };
}

interface Thread {
  id: string;
  last_message: { preview: string } | null;
}

/** The id of the thread that ends with these words, once there is one. */
export async function findThread(agent: Api, words: string): Promise<string> {
  let id = "";
  await expect
    .poll(async () => {
      const { records } = await agent.get<{ records: Thread[] }>("/threads");
      id = records.find((each) => each.last_message?.preview === words)?.id ?? "";
      return id;
    })
    .not.toBe("");
  return id;
}

/** An agent at work without a desk: answers in the thread that ends with these words. */
export async function answerTo(agent: Api, words: string, body: string): Promise<void> {
  await agent.post(`/threads/${await findThread(agent, words)}/messages`, { body });
}

interface Listed {
  records: { id: string; token: string }[];
}

/** The id of a demo source. */
export async function findSource(api: Api, token: string): Promise<string> {
  const { records } = await api.get<Listed>("/sources?limit=150");
  const source = records.find((each) => each.token === token);
  if (source === undefined) throw new Error(`no source ${token}`);
  return source.id;
}
