#!/bin/sh
# What the official images of MariaDB and MySQL promise, in short: MYSQL_DATABASE, MYSQL_USER, MYSQL_PASSWORD,
# MYSQL_ROOT_PASSWORD and MYSQL_ROOT_HOST, read when the data folder is empty and never again.
set -eu

data=/var/lib/mysql

if [ "$1" = mariadbd ] && [ ! -d "$data/mysql" ]; then
  : "${MYSQL_ROOT_PASSWORD:?Database is uninitialized and password option is not specified}"
  chown mysql:mysql "$data"
  mariadb-install-db --user=mysql --datadir="$data" --skip-test-db --auth-root-authentication-method=normal >/dev/null
  statements=$(mktemp)
  chown mysql "$statements"
  cat >"$statements" <<END
CREATE DATABASE IF NOT EXISTS \`$MYSQL_DATABASE\`;
CREATE USER '$MYSQL_USER'@'%' IDENTIFIED BY '$MYSQL_PASSWORD';
GRANT ALL ON \`$MYSQL_DATABASE\`.* TO '$MYSQL_USER'@'%';
ALTER USER 'root'@'localhost' IDENTIFIED BY '$MYSQL_ROOT_PASSWORD';
END
  # Done before anybody can connect.
  set -- "$@" --init-file="$statements"
fi

mkdir -p /run/mysqld
chown mysql:mysql /run/mysqld
exec "$@" --user=mysql --datadir="$data" --bind-address=0.0.0.0
