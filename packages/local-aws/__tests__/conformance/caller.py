"""Makes calls with botocore, the library of the AWS CLI: a JSON line in for each, a JSON line out."""

import base64
import datetime
import json
import sys

import botocore.session
from botocore.config import Config
from botocore.exceptions import ClientError

session = botocore.session.get_session()
clients = {}


def client(name, credentials):
    key = (name, credentials.get("accessKey"))
    if key not in clients:
        clients[key] = session.create_client(
            name,
            aws_access_key_id=credentials.get("accessKey"),
            aws_secret_access_key=credentials.get("secretKey"),
            config=Config(
                retries={"max_attempts": 0},
                read_timeout=20,
                s3={"addressing_style": "path"},
            ),
        )
    return clients[key]


def plain(value):
    if isinstance(value, dict):
        return {name: plain(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    if isinstance(value, datetime.datetime):
        return value.isoformat()
    if isinstance(value, (bytes, bytearray)):
        return base64.b64encode(value).decode()
    if hasattr(value, "read"):
        return value.read().decode("utf-8", "replace")
    return value


def answer(request):
    try:
        output = client(request["service"], request["credentials"])._make_api_call(
            request["operation"], request["input"]
        )
        output.pop("ResponseMetadata", None)
        return {"output": plain(output)}
    except ClientError as error:
        return {
            "error": error.response.get("Error", {}).get("Code", ""),
            "message": str(error),
            "status": error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0),
        }
    except Exception as error:  # whatever the library makes of an answer is the result
        return {"error": type(error).__name__, "message": str(error), "status": 0}


for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))), flush=True)
