# Asks python3-dkim, an implementation that is not ours, for its verdict on every signature of messages.
# Reads {"records": {name: TXT value}, "messages": [base64]}, prints a list of booleans for each message.
import base64, json, sys
import dkim

given = json.load(sys.stdin)
records = {name.encode() + b'.': value.encode() for name, value in given['records'].items()}

def verdict(message, at):
    try:
        return dkim.DKIM(message).verify(idx=at, dnsfunc=lambda name, timeout=5: records.get(name))
    except dkim.DKIMException:
        return False

def verdicts(message):
    headers, _ = dkim.rfc822_parse(message)
    return [verdict(message, at) for at in range(sum(name.lower() == b'dkim-signature' for name, _ in headers))]

json.dump([verdicts(base64.b64decode(message)) for message in given['messages']], sys.stdout)
