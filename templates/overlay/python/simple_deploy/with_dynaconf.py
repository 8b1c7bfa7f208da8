"""Settings that dynaconf manages: it puts an object of its own in the place of django.conf.settings.

That object is made from the settings module before Django reads it, and then asks Django for what it lacks: that is when
the module is filled. What the lines changed is told to it here. It forgets that when it is reloaded, or asked for another
environment (`settings.from_env`): the notes of `inspect` say so.
"""


def hand_over(settings, before):
    """Gives what is not as `before` to the object that dynaconf left in the settings module."""
    changed = {name: value for name, value in vars(settings).items()
               if name.isupper() and name != "DYNACONF" and (name not in before or before[name] is not value)}
    for name, value in changed.items():
        settings.DYNACONF.set(name, value)
