"""python -m simple_deploy sqlite-copy FROM TO · python -m simple_deploy asgi MODULE:CALLABLE"""
import sys


def main(arguments):
    if len(arguments) == 3 and arguments[0] == "sqlite-copy":
        from simple_deploy.sqlite_copy import copy

        for path in copy(arguments[1], arguments[2]):
            print(path)
        return 0
    if len(arguments) >= 2 and arguments[0] == "asgi":
        from simple_deploy.asgi import serve

        serve(arguments[1], arguments[2:])
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
