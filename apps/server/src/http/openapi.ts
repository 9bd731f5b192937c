import swagger from "@fastify/swagger";
import type { HttpServer } from "./server.ts";

/** Collects the documentation of every route that is added afterwards, from the schemas that validate it. */
export async function documentRoutes(server: HttpServer): Promise<void> {
  await server.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "Beckon",
        version: "1",
        description:
          "Everything that the console does. Send a token of `POST /api/v1/tokens` as `Authorization: Bearer …`. " +
          "Errors are `{error, message, status, retry, field?}`; 404 also stands for what you may not see.",
      },
      components: {
        securitySchemes: {
          token: { type: "http", scheme: "bearer" },
          session: {
            type: "apiKey",
            in: "cookie",
            name: "beckon_session",
            description: "Under https its name is `__Host-beckon_session`.",
          },
        },
      },
    },
    transform: ({ schema, url, route }) => {
      const isPublic = route.config?.access === "public";
      return { schema: { ...schema, security: isPublic ? [] : [{ token: [] }, { session: [] }] }, url };
    },
  });
  server.get("/api/openapi.json", { schema: { hide: true } }, async () => server.swagger());
}
