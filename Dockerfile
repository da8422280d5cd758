FROM python:3.11.15-slim-bookworm

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
WORKDIR /app

COPY requirements-product.lock ./
RUN pip install --no-cache-dir --require-hashes -r requirements-product.lock

COPY manage.py ./
COPY conduct ./conduct
COPY cases ./cases
COPY lib ./lib
COPY regulations ./regulations
COPY static ./static
COPY templates ./templates

ENV CONDUCT_DATA_DIR=/data CONDUCT_STATIC_ROOT=/app/staticfiles
# The values below serve this one command; none of them reaches the image.
RUN CONDUCT_ENV=development DATABASE_URL=postgresql:///unused REDIS_URL=redis://unused \
    python manage.py collectstatic --no-input --verbosity 0

RUN useradd --uid 10001 --no-create-home conduct && install -d -o conduct -g conduct /data
USER conduct
VOLUME /data
ENV HOST=0.0.0.0 PORT=8000
EXPOSE 8000
CMD ["gunicorn", "--config", "python:conduct.gunicorn", "conduct.wsgi"]
