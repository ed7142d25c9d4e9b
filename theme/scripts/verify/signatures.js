/* The signatures of a release: TUF metadata (https://theupdateframework.github.io/specification/), Ed25519. The root is the one that came
   along: what it is worth shows its fingerprint, which a person compares with the paper. */
import { verify } from "../vendor/stablelib.js";
import { canonical } from "./canonical.js";
import { bytesOf, hashed } from "./hashing.js";
import { MANIFEST } from "./manifest.js";

const MOST_ROOTS = 1000;
/* The order of the curve, lowest byte first: a signature whose number is not below it could be written in two ways. */
const ORDER = bytesOf("edd3f55c1a631258d69cf7a2def9de14000000000000000000000000000000" + "10");

/* Told to the user as `reason`. */
function refusal(reason) {
  /** @type {any} */
  const error = new Error(reason);
  error.reason = reason;
  return error;
}

function isBelowOrder(signature) {
  for (let i = 31; i >= 0; i -= 1) {
    if (signature[32 + i] !== ORDER[i]) {
      return signature[32 + i] < ORDER[i];
    }
  }
  return false;
}

/* A promise of whether a signature is good: the browser's own Ed25519 where it has it, else ours. */
export function isSigned(key, message, signature) {
  if (!key || key.length !== 32 || !signature || signature.length !== 64 || !isBelowOrder(signature)) {
    return Promise.resolve(false);
  }
  const subtle = window.crypto && window.crypto.subtle;
  function own() {
    return verify(key, message, signature);
  }
  if (!subtle) {
    return Promise.resolve(own());
  }
  return new Promise(function (resolve) {
    resolve(subtle.importKey("raw", key, /** @type {any} */ ({ name: "Ed25519" }), false, ["verify"]));
  }).then(function (known) { return subtle.verify(/** @type {any} */ ({ name: "Ed25519" }), known, signature, message); }).then(null, own);
}

/* {signed, signatures, bytes, message} of a metadata file; throws a refusal. */
function metadata(bytes, name, type) {
  try {
    const told = JSON.parse(new TextDecoder().decode(bytes));
    const message = new TextEncoder().encode(canonical(told.signed));
    if (told.signed._type === type && Array.isArray(told.signatures) && Number.isSafeInteger(told.signed.version)) {
      return { signed: told.signed, signatures: told.signatures, bytes: bytes, message: message, name: name };
    }
  } catch (error) { /* told below */ }
  throw refusal("release/" + name + " 读不懂");
}

/* A promise that rejects with a refusal unless as many keys of a role as the root asks for signed the metadata. */
function demand(root, role, meta) {
  const rule = root.signed.roles && root.signed.roles[role];
  const keys = root.signed.keys || {};
  if (!rule || !Array.isArray(rule.keyids) || !(Number.isSafeInteger(rule.threshold) && rule.threshold > 0)) {
    return Promise.reject(refusal("release/" + root.name + " 里没有 " + role + " 的规定"));
  }
  // One key under two names counts once.
  const asked = new Map();
  meta.signatures.forEach(function (signature) {
    const key = signature && rule.keyids.indexOf(signature.keyid) >= 0 && keys[signature.keyid];
    if (key && key.keytype === "ed25519" && key.scheme === "ed25519" && key.keyval && typeof key.keyval.public === "string") {
      asked.set(key.keyval.public, signature.sig);
    }
  });
  return Promise.all(Array.from(asked.keys()).map(function (key) {
    return isSigned(bytesOf(key), meta.message, bytesOf(asked.get(key)));
  })).then(function (answers) {
    const good = answers.filter(Boolean).length;
    if (good < rule.threshold) {
      throw refusal("release/" + meta.name + " 的有效签名只有 " + good + " 个，要 " + rule.threshold + " 个");
    }
    return meta;
  });
}

/* A promise of {roots, root}: the first root and the one that holds now, each signed by the one before it and by itself. */
function chained(files) {
  function step(root, number, first) {
    const name = number + ".root.json";
    if (number > MOST_ROOTS || !files.has(name)) {
      return Promise.resolve({ first: first, root: root });
    }
    const next = metadata(files.get(name), name, "root");
    if (next.signed.version !== number) {
      throw refusal("release/" + name + " 的编号不对");
    }
    return demand(next, "root", next).then(function () { return root && demand(root, "root", next); }).then(function () {
      return step(next, number + 1, first || next);
    });
  }
  return step(null, 1, null);
}

function listed(meta, name, of) {
  const entry = meta.signed.meta && meta.signed.meta[name];
  const hash = entry && entry.hashes && entry.hashes.sha256;
  if (!entry || entry.version !== of.signed.version || (hash && hash !== hashed(of.bytes)) ||
      (entry.length !== undefined && entry.length !== of.bytes.length)) {
    throw refusal("release/" + name + " 不是这一版的");
  }
}

/* A promise of what the signatures of a release say about a manifest: {fingerprint, version, library, expires}. It rejects with an error
   whose `reason` is meant for the user. `files` has the metadata by name, `manifest` the bytes and the tree's hash. */
export function verified(files, manifest) {
  return Promise.resolve().then(function () { return chained(files); }).then(function (chain) {
    if (!chain.first) {
      throw refusal("缺少 release/1.root.json");
    }
    ["root.json", "targets.json", "snapshot.json", "timestamp.json"].forEach(function (name) {
      if (!files.has(name)) {
        throw refusal("缺少 release/" + name);
      }
    });
    if (hashed(metadata(files.get("root.json"), "root.json", "root").message) !== hashed(chain.root.message)) {
      throw refusal("release/root.json 不是最后一个根");
    }
    return Promise.all(["targets", "snapshot", "timestamp"].map(function (role) {
      return demand(chain.root, role, metadata(files.get(role + ".json"), role + ".json", role));
    })).then(function (roles) {
      listed(roles[2], "snapshot.json", roles[1]);
      listed(roles[1], "targets.json", roles[0]);
      const target = roles[0].signed.targets && roles[0].signed.targets[MANIFEST];
      if (!target || !target.hashes || target.hashes.sha256 !== hashed(manifest.bytes) || target.length !== manifest.bytes.length) {
        throw refusal("manifest.json 不是签名所签的那一份");
      }
      const custom = target.custom || {};
      if (custom.tree !== undefined && custom.tree !== manifest.tree) {
        throw refusal("总校验值不是签名所签的那一个");
      }
      return {
        fingerprint: hashed(chain.first.message), version: custom.version, library: custom.library,
        expires: roles.concat([chain.root]).map(function (meta) { return String(meta.signed.expires); }).sort()[0]
      };
    });
  });
}
