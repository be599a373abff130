"""A contender in Python: loads a peer script and runs it when told.

Requests and answers are JSON lines, those of peer.mjs:
{"file", "threads", "options"} -> {"label", "check"}; {"run": n} -> {"ms": [...]}.
A peer script (see README.md) defines LABEL, prepare(threads, options), which returns the function to time, and check(its result).
"""

import importlib.util
import json
import sys
import time

answers = sys.stdout
sys.stdout = sys.stderr  # standard output belongs to the answers


def load(path):
    sys.path.insert(0, path.rsplit("/", 1)[0])
    spec = importlib.util.spec_from_file_location("peer_script", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


step = None
for line in sys.stdin:
    request = json.loads(line)
    try:
        if "run" in request:
            ms = []
            for _ in range(request["run"]):
                start = time.perf_counter()
                step()
                ms.append(1000 * (time.perf_counter() - start))
            answer = {"ms": ms}
        else:
            script = load(request["file"])
            step = script.prepare(request["threads"], request.get("options"))
            result = step()
            answer = {"label": script.LABEL, "check": script.check(result) if hasattr(script, "check") else None}
    except Exception as error:
        answer = {"error": f"{type(error).__name__}: {error}"}
    answers.write(json.dumps(answer) + "\n")
    answers.flush()
