import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

export const isInstalled = (program: string): boolean => spawnSync("which", [program]).status === 0;

/** One nginx worker that serves these bytes, compressed already, from disk; everything it writes is in a folder of its own. */
export async function startNginx(port: number, path: string, compressed: Buffer) {
  const folder = mkdtempSync(join(tmpdir(), "beckon-nginx-"));
  const file = join(folder, "www", path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, "");
  writeFileSync(`${file}.gz`, compressed);
  writeFileSync(
    join(folder, "nginx.conf"),
    // The worker of a root's nginx would be somebody who may not read this folder.
    `${process.getuid?.() === 0 ? "user root;" : ""} worker_processes 1; daemon off; pid ${folder}/pid; error_log ${folder}/error.log;
events { worker_connections 1024; }
http {
  access_log off; gzip_static always; default_type text/javascript; keepalive_requests 10000000;
  client_body_temp_path ${folder}/a; proxy_temp_path ${folder}/b; fastcgi_temp_path ${folder}/c;
  uwsgi_temp_path ${folder}/d; scgi_temp_path ${folder}/e;
  server { listen 127.0.0.1:${port}; root ${folder}/www; }
}`,
  );
  const child = spawn("nginx", ["-p", folder, "-c", join(folder, "nginx.conf")], { stdio: "ignore" });
  const url = `http://127.0.0.1:${port}/${path}`;
  for (let tries = 0; ; tries += 1) {
    const answer = await fetch(url).catch(() => null);
    if (answer?.ok) break;
    if (tries > 100 || child.exitCode !== null) throw new Error(`nginx does not answer; see ${folder}/error.log`);
    await delay(50);
  }
  return {
    url,
    async stop(): Promise<void> {
      const exited = once(child, "exit");
      child.kill("SIGTERM");
      await exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
