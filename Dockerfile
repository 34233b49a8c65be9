# planparse in a small image, not run as root:
#   docker build -t planparse .
#   docker run --rm -v "$PWD:/plans" planparse check .
FROM python:3.13-slim AS build
# The compiler of the image's own release will do, whichever it is.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends gcc libc6-dev
WORKDIR /source
COPY pyproject.toml hatch_build.py mypyc_build.py README.md LICENSE ./
COPY grammars grammars
COPY samples samples
COPY tests/spec tests/spec
COPY src src
RUN PLANPARSE_COMPILE=1 pip wheel --no-cache-dir --wheel-dir /wheels '.[pdf,xlsx]'

FROM python:3.13-slim
# What is installed is what was built above.
# hadolint ignore=DL3013
RUN --mount=type=bind,from=build,source=/wheels,target=/wheels \
    pip install --no-cache-dir --no-index --find-links /wheels 'planparse[pdf,xlsx]' \
    && useradd --uid 10001 --no-create-home planparse
ENV LANG=C.UTF-8
USER 10001
WORKDIR /plans
ENTRYPOINT ["planparse"]
CMD ["--help"]
