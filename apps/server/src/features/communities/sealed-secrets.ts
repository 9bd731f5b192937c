import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

const ALGORITHM = "aes-256-gcm";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Secrets as they are stored: encrypted, and bound to the row that they stand in. */
export interface SealedSecrets {
  seal(secret: string, row: string): Buffer;
  /** Throws when it was sealed by another installation's secret, for another row, or was changed. */
  open(sealed: Buffer, row: string): string;
}

/** `installationSecret`: BECKON_SECRET or the one in the data directory. `purpose` gives every use a key of its own. */
export function createSealedSecrets(installationSecret: string, purpose: string): SealedSecrets {
  const key = Buffer.from(hkdfSync("sha256", installationSecret, "beckon", purpose, 32));
  return {
    seal(secret, row) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(row));
      return Buffer.concat([nonce, cipher.update(secret, "utf8"), cipher.final(), cipher.getAuthTag()]);
    },
    open(sealed, row) {
      const nonce = sealed.subarray(0, NONCE_BYTES);
      const decipher = createDecipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES })
        .setAAD(Buffer.from(row))
        .setAuthTag(sealed.subarray(-TAG_BYTES));
      const text = Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
      return text.toString("utf8");
    },
  };
}
