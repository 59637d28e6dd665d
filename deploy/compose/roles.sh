#!/bin/sh
# The three roles and the database, once, when the server's data directory is made.
set -eu
psql --username "$POSTGRES_USER" --no-psqlrc --set ON_ERROR_STOP=1 \
  --set owner="$OWNER_PASSWORD" --set app="$APP_PASSWORD" --set service="$SERVICE_PASSWORD" <<'SQL'
CREATE ROLE greenlang_owner LOGIN PASSWORD :'owner';
CREATE ROLE greenlang_app LOGIN PASSWORD :'app';
CREATE ROLE greenlang_service LOGIN PASSWORD :'service';
CREATE DATABASE greenlang OWNER greenlang_owner;
SQL
