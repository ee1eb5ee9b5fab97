"""The reading room: a record looked at, checked and corrected in a browser, on this machine, without a network.

Pages work without JavaScript. A request goes through the guard (who may ask, how much, with which headers), to the desk
(a record opened for reading, one at a time each; one writer), to a page: a function from a record and what was asked to
what is shown and its JSON twin.
"""
