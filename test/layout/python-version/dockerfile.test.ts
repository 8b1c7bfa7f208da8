import { expect, test } from 'vitest';
import { dockerfileAsks } from '../../../src/layout/python-version/dockerfile-asks.ts';
import { pythonOfDockerfile } from '../../../src/layout/python-version/dockerfile-python.ts';
import { project } from '../project.ts';

test.each([
  ['FROM python:3.12', '3.12', 1],
  ['FROM node:22 AS ui\nFROM --platform=linux/amd64 docker.io/library/python:3.9-slim AS b', '3.9', 2],
  ['# syntax=x\nARG PYTHON_VERSION=3.11\nFROM python:${PYTHON_VERSION}-slim-bookworm', '3.11', 3],
  ['ARG V=3.11-slim\nFROM python:$V', '3.11', 2],
  ['ARG BASE="python:3.11"\nFROM ${BASE}', '3.11', 2],
  ['ARG V\nFROM python:${V:-3.10}', '3.10', 2],
  ['FROM python:3.11 AS build\nFROM python:3.12-slim', '3.12', 2],
  ['FROM python:3.11 AS base\nFROM base AS web\nFROM nginx', '3.11', 1],
  ['FROM ghcr.io/astral-sh/uv:0.11.32-python3.12-trixie-slim', '3.12', 1],
  ['FROM ghcr.io/astral-sh/uv:python3.12-bookworm-slim@sha256:0', '3.12', 1],
  ['FROM registry.access.redhat.com/ubi9/python-312:latest', '3.12', 1],
  ['FROM cimg/python:3.10.4', '3.10', 1],
  ['FROM python:2.7.16-stretch', '2.7', 1],
  ['from python:3.13.2-alpine\r\nRUN pip install x', '3.13', 1],
  ['FROM fedora\nRUN dnf install -y \\\n    git \\\n    python3.12', '3.12', 2],
  ['FROM node:23 AS ui\nFROM ubuntu:22.04\nRUN uv python install 3.11', '3.11', 3],
  ['FROM ubuntu\nRUN uv python pin --no-project cpython@3.12.4', '3.12', 2],
  ['FROM ubuntu\nRUN uv venv /venv --python 3.10 && uv sync', '3.10', 2],
  ['FROM ubuntu\nRUN pyenv install -s 3.9.18', '3.9', 2],
  ['FROM ubuntu\nENV PYTHON_VERSION 3.7\nRUN apt-get install -y python${PYTHON_VERSION}', '3.7', 3],
  ['FROM ubuntu\nARG A=x V="3.9"\nCMD python$V manage.py', '3.9', 3],
  ['FROM python:3.13-slim\nRUN uv python install 3.11', '3.13', 1],
  ['FROM python:3.13-slim\nCOPY --from=x /usr/lib/python3.11 /y\nRUN ls /usr/lib/python3.11', '3.13', 1],
])('%j runs Python %s', (text, version, line) => {
  expect(pythonOfDockerfile(text)).toEqual({ version, line });
});

test.each(['FROM python:3', 'FROM python', 'FROM ${BASE}', 'FROM node:3.12', '', 'FROM ubuntu\nRUN python$V x'])(
  '%j does not say which Python 3',
  (text) => {
    expect(pythonOfDockerfile(text)).toBeUndefined();
  },
);

const order = (...paths: readonly string[]): readonly string[] =>
  dockerfileAsks(project(Object.fromEntries(paths.map((path) => [path, 'FROM python:3.12']))), [
    'shop/site',
    'shop',
    '.',
  ]).map(({ origin }) => (origin as { file: string }).file);

test('the nearest comes first, those for production before those for development', () => {
  expect(
    order(
      'Dockerfile',
      'shop/site/Dockerfile.dev',
      'shop/site/Dockerfile',
      'shop/site/Dockerfile.prod',
      'compose/local/django/Dockerfile',
      'compose/production/django/Dockerfile',
      'shop/backend.dockerfile',
    ),
  ).toEqual([
    'shop/site/Dockerfile.prod',
    'shop/site/Dockerfile',
    'shop/backend.dockerfile',
    'Dockerfile',
    'compose/production/django/Dockerfile',
    'shop/site/Dockerfile.dev',
    'compose/local/django/Dockerfile',
  ]);
});

test.each(['dockerize', 'dockerised', 'dockerfiles', 'deployment'])('%s keeps what it is deployed with', (folder) => {
  expect(order(`${folder}/site/Dockerfile`)).toEqual([`${folder}/site/Dockerfile`]);
});

test('a folder may be called like the file', () => {
  expect(order('Dockerfile/python.Dockerfile', 'other/Dockerfile')).toEqual(['Dockerfile/python.Dockerfile']);
});

test('those of other services are none', () => {
  expect(order('fastapi/Dockerfile', 'examples/x/Dockerfile', 'shop/other/Dockerfile', 'Dockerfiles.md')).toEqual([]);
});
