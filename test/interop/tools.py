"""The Python tools that LINE's guide names, driven by the interoperation tests: one command, JSON on stdin, JSON on stdout."""
import json
import sys

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwcrypto import jwk, jws
from jwt.algorithms import RSAAlgorithm


def jwcrypto_generate(_):
    """As in the guide, "Create a key pair with JWCrypto"."""
    key = jwk.JWK.generate(kty="RSA", alg="RS256", use="sig", size=2048)
    return {"private": json.loads(key.export_private()), "public": json.loads(key.export_public())}


def pyjwt_generate(_):
    """A key as PyJWT writes it to a JWK: no alg, key_ops instead of use."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return {"private": json.loads(RSAAlgorithm.to_jwk(key)), "public": json.loads(RSAAlgorithm.to_jwk(key.public_key()))}


def pyjwt_encode(request):
    """As in the guide, "Generate a JWT with PyJWT"."""
    key = RSAAlgorithm.from_jwk(json.dumps(request["jwk"]))
    return {"jwt": jwt.encode(request["payload"], key, algorithm="RS256", headers=request["header"])}


def pyjwt_decode(request):
    key = RSAAlgorithm.from_jwk(json.dumps(request["jwk"]))
    return {"payload": jwt.decode(request["jwt"], key, algorithms=["RS256"], audience="https://api.line.me/")}


def pyjwt_sign(request):
    key = RSAAlgorithm.from_jwk(json.dumps(request["jwk"]))
    return {"signature": RSAAlgorithm(RSAAlgorithm.SHA256).sign(request["input"].encode(), key).hex()}


def jwcrypto_encode(request):
    key = jwk.JWK(**request["jwk"])
    token = jws.JWS(json.dumps(request["payload"], separators=(",", ":")).encode())
    token.add_signature(key, None, json.dumps(request["header"], separators=(",", ":")))
    return {"jwt": token.serialize(compact=True)}


def jwcrypto_decode(request):
    token = jws.JWS()
    token.deserialize(request["jwt"])
    token.verify(jwk.JWK(**request["jwk"]))
    return {"payload": json.loads(token.payload)}


COMMANDS = {
    "jwcrypto-generate": jwcrypto_generate,
    "jwcrypto-encode": jwcrypto_encode,
    "jwcrypto-decode": jwcrypto_decode,
    "pyjwt-generate": pyjwt_generate,
    "pyjwt-encode": pyjwt_encode,
    "pyjwt-decode": pyjwt_decode,
    "pyjwt-sign": pyjwt_sign,
}

json.dump(COMMANDS[sys.argv[1]](json.load(sys.stdin)), sys.stdout)
