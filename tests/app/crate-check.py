# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules of RO-Crate 1.1 that concern a bundle: crate-check.py FOLDER. One sentence for each that is broken; 1 where there is one.

What follows the description (its own file, the tag manifest and what stands beside that) is no part of the crate.
"""
import hashlib
import json
import os
import sys
from urllib.parse import unquote

folder = sys.argv[1]
DESCRIPTION = 'ro-crate-metadata.json'
faults = []


def fault(rule, text):
    faults.append('%s: %s' % (rule, text))


def once(pairs):
    if len(dict(pairs)) != len(pairs):
        fault('json', 'a member stands twice')
    return dict(pairs)


def flat(value):
    """Flat JSON-LD: an object inside of an entity is a reference and nothing else."""
    if isinstance(value, list):
        return all(flat(one) for one in value)
    return not isinstance(value, dict) or list(value) == ['@id']


with open(os.path.join(folder, DESCRIPTION), encoding='utf-8') as file:
    crate = json.load(file, object_pairs_hook=once)
context = crate.get('@context')
if 'https://w3id.org/ro/crate/1.1/context' not in (context if isinstance(context, list) else [context]):
    fault('context', 'it is not that of RO-Crate 1.1')
entities = {}
for entity in crate['@graph']:
    if not entity.get('@id') or not entity.get('@type'):
        fault('graph', 'an entity without id or type')
    if entity.get('@id') in entities:
        fault('graph', '%s stands twice' % entity['@id'])
    if not all(flat(value) for value in entity.values()):
        fault('graph', '%s is not flat' % entity.get('@id'))
    entities[entity.get('@id')] = entity

descriptor = entities.get(DESCRIPTION, {})
if descriptor.get('@type') != 'CreativeWork' or descriptor.get('about') != {'@id': './'}:
    fault('descriptor', 'it is not about the root')
if descriptor.get('conformsTo') != {'@id': 'https://w3id.org/ro/crate/1.1'}:
    fault('descriptor', 'it names no version of RO-Crate')
root = entities.get('./', {})
if root.get('@type') != 'Dataset':
    fault('root', 'there is none')
for name in ('name', 'description', 'datePublished', 'hasPart'):
    if not root.get(name):
        fault('root', 'it has no %s' % name)

parts = [part['@id'] for part in root.get('hasPart', [])]
files = [name for name, entity in entities.items() if entity['@type'] == 'File']
if sorted(parts) != sorted(files):
    fault('parts', 'the files are not the parts of the root, each once')
for entity in entities.values():
    for member in ('author', 'publisher', 'mentions', 'conformsTo', 'sdPublisher'):
        for reference in entity[member] if isinstance(entity.get(member), list) else [entity[member]] if member in entity else []:
            if reference['@id'] not in entities and entity is not descriptor:
                fault('graph', '%s of %s is not described' % (member, entity['@id']))
described = set()
for name in files:
    path = unquote(name)
    described.add(path)
    place = os.path.join(folder, path)
    if os.path.isabs(path) or '..' in path.split('/') or not os.path.isfile(place):
        fault('file', '%s is no file of the bag' % name)
        continue
    with open(place, 'rb') as file:
        content = file.read()
    if entities[name].get('sha256') != hashlib.sha256(content).hexdigest():
        fault('digest', '%s has another digest' % name)
    if entities[name].get('contentSize') != str(len(content)):
        fault('size', '%s has another size' % name)
    if not entities[name].get('encodingFormat') or not entities[name].get('name'):
        fault('file', '%s has no name or no format' % name)
for place, _, names in os.walk(folder):
    for name in names:
        path = os.path.relpath(os.path.join(place, name), folder)
        if path not in described and path != DESCRIPTION and not path.startswith('tagmanifest-'):
            fault('parts', '%s is no part' % path)
print('%d files' % len(files))
for text in faults:
    print(text)
sys.exit(1 if faults else 0)
