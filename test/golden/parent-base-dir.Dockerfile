# Written by simple-deploy. It lies in the build context only, as `Dockerfile`; the project is in `project/`, what the
# image gets besides it in `simple-deploy/`. It keeps to what the BuildKit of engine 20.10 knows, without a `# syntax=` line.

FROM python:3.13-slim-trixie AS base

# Tells a base image that cannot serve from a build that breaks.
FROM base AS probe
USER root
# The bytecode that the image needs is made on purpose; what Python leaves behind by itself would hide what is missing.
ENV PYTHONDONTWRITEBYTECODE=1
RUN lacks() { echo "simple-deploy-failure {\"kind\":\"base-image\",\"lacks\":\"$1\"}" >&2; exit 1; }; \
    command -v apt-get >/dev/null || lacks apt-get; \
    command -v python3 >/dev/null || lacks python3; \
    python3 -c 'import sys; sys.exit(sys.version_info < (3, 8))' || lacks 'python3 of version 3.8 or newer'

# The virtual environment, made from the dependency manifests alone: a change of code does not come here.
FROM probe AS packages
RUN --mount=type=bind,source=simple-deploy/build,target=/build \
    --mount=type=bind,source=simple-deploy/manifests,target=/manifests \
    --mount=type=cache,id=simple-deploy-packages,target=/cache \
    --mount=type=secret,id=ca,required=false \
    python3 /build/packages.py --uv 0.13.9 --manager pip \
        --manifest requirements.txt \
        --extra gunicorn \
        --extra whitenoise

# What fills the gaps of the settings, answers health checks and starts the server.
FROM packages AS overlay
RUN --mount=type=bind,source=simple-deploy/build,target=/build \
    --mount=type=bind,source=simple-deploy/overlay,target=/overlay \
    /venv/bin/python /build/overlay.py

# COPY into / and no RUN: a RUN or a COPY into a folder would stamp today's date on folders, and with it on the layer.
FROM base AS runtime
COPY --from=packages /layers/packages /
COPY --from=overlay /layers/overlay /
ENV PATH="/venv/bin:$PATH" \
    HOME=/tmp \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    SIMPLE_DEPLOY_DATA_DIR=/data \
    DJANGO_SETTINGS_MODULE=shop.settings

# Names the libraries that packages are linked with and that are nowhere. Before the code: a change of that asks no more.
FROM runtime AS linked
USER root
RUN --mount=type=bind,source=simple-deploy/build,target=/build \
    python /build/shared_objects.py

# The project as it will run: proves that the settings import, collects the static files, compiles. The mount is read-only:
# once a step has written to the context, the engine asks for all of it again.
FROM linked AS app
RUN --mount=type=bind,source=simple-deploy/build,target=/build \
    --mount=type=bind,source=project,target=/source \
    --mount=type=bind,from=packages,source=/brotli,target=/brotli \
    --mount=type=cache,id=simple-deploy-compressed,target=/cache \
    --mount=type=tmpfs,target=/tmp \
    python /build/app.py --folder site --settings shop.settings \
        --application shop.wsgi:application --server gunicorn --database sqlite

FROM runtime
COPY --from=app /layers/static /
COPY --from=app /layers/app /
WORKDIR /project/site
USER 1000:1000
EXPOSE 8000
ENTRYPOINT []
CMD ["gunicorn","-c","/simple-deploy/gunicorn.conf.py","shop.wsgi:application"]
