# SPDX-License-Identifier: GPL-3.0-or-later
"""Every JSON of a bundle against the schema that the bundle has of it: schema-check.py FOLDER. One sentence for each that is not so; 1 where there is one.

Each JSON that the program wrote must have a schema, and each schema must be a schema.
"""
import json
import os
import sys

import jsonschema

folder = sys.argv[1]
# What is not the program's own, or has a form that others define.
OTHERS = ('data/sources/', 'data/elsewhere/', 'data/schemas/', 'data/prov/')
faults = []
files = texts = 0


def once(pairs):
    if len(dict(pairs)) != len(pairs):
        raise ValueError('a member stands twice')
    return dict(pairs)


def load_schema(name):
    with open(os.path.join(folder, 'data/schemas/%s.schema.json' % name), encoding='utf-8') as file:
        schema = json.load(file, object_pairs_hook=once)
    kind = jsonschema.validators.validator_for(schema, default=None)
    if kind is None:
        raise ValueError('no version of JSON Schema is named')
    kind.check_schema(schema)
    return kind(schema)


def check(path, schema, text):
    global texts
    texts += 1
    for error in schema.iter_errors(json.loads(text, object_pairs_hook=once)):
        faults.append('%s: %s at /%s' % (path, error.message[:200], '/'.join(str(step) for step in error.absolute_path)))


for place, _, names in sorted(os.walk(os.path.join(folder, 'data'))):
    for name in sorted(names):
        path = os.path.relpath(os.path.join(place, name), folder)
        base, dot, ending = name.rpartition('.')
        if path.startswith(OTHERS) or ending not in ('json', 'jsonl'):
            continue
        files += 1
        try:
            schema = load_schema('lineages' if path.startswith('data/lineages/') else base)
            with open(os.path.join(folder, path), encoding='utf-8', newline='\n') as file:
                if ending == 'json':
                    check(path, schema, file.read())
                    continue
                for number, line in enumerate(file, 1):
                    check('%s:%d' % (path, number), schema, line)
        except (ValueError, OSError, jsonschema.exceptions.SchemaError) as error:
            faults.append('%s: %s' % (path, error))

for text in faults:
    print(text)
if not faults:
    print('%d files, %d texts' % (files, texts))
sys.exit(1 if faults else 0)
