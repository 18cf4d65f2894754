// oidc-provider as the real other side: node provider.mjs FOLDER PORT REDIRECT…; whoever types a name is that person.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [folder, port, ...redirects] = process.argv.slice(2);
const { Provider } = await import(pathToFileURL(createRequire(`${folder}/`).resolve("oidc-provider")));

const claims = (id) => ({
  sub: id,
  name: `${id[0].toUpperCase()}${id.slice(1)} Lovelace`,
  email: `${id}@example.org`,
  email_verified: !id.startsWith("unproven"),
  groups: id.startsWith("grouped") ? ["engineers", "desk"] : [],
});
const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [{ client_id: "lodge", client_secret: "a secret of this client alone", redirect_uris: redirects }],
  claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name", "groups"] },
  findAccount: (context, id) => ({ accountId: id, claims: () => claims(id) }),
  pkce: { required: () => true },
  cookies: { keys: ["for tests"] },
});
provider.listen(Number(port), "127.0.0.1");
