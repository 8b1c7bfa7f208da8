"""python -m simple_deploy release [--no-migrate] [COMMAND …] · sqlite-copy FROM TO · sqlite-take < FILE ·
serve SERVER MODULE:CALLABLE [OPTION…] · addresses [NAME …]"""
import sys


def main(arguments):
    if len(arguments) == 3 and arguments[0] == "sqlite-copy":
        import sqlite3

        from simple_deploy.sqlite_copy import copy

        try:
            for path in copy(arguments[1], arguments[2]):
                print(path)
        except (OSError, sqlite3.Error) as error:
            print(f"simple-deploy: {arguments[1]} was not copied to {arguments[2]}: {error}", file=sys.stderr)
            return 1
        return 0
    if arguments == ["sqlite-take"]:
        from simple_deploy import sqlite_take

        return sqlite_take.main()
    if arguments[:1] == ["release"]:
        from simple_deploy.release import release

        return release(arguments[1:])
    if arguments[:1] == ["addresses"]:
        from simple_deploy.relationships import exports

        print("\n".join(exports(arguments[1:])))
        return 0
    if len(arguments) >= 3 and arguments[0] == "serve":
        from simple_deploy.serve import serve

        serve(arguments[1], arguments[2], arguments[3:])
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
