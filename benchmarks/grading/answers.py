# ruff: noqa: E501, ISC004 - a learner's answer stands in one piece
"""Answers that learners give to sheets 1 to 3: right ones in several forms, and wrong ones with the mistake they show.

They are written apart from the masters, so that a master with a wrong answer is found out. ``""`` stands for a wrong
answer without a known mistake, ``error`` for one that raises.
"""

from __future__ import annotations

RIGHT: dict[str, list[str]] = {
    "t1-1": ["size = [93, 22]", 'size = (claims.shape[0], claims["paragraph"].nunique())'],
    "t1-2": [
        "busiest = [3, 8]",
        'body = claims.query("paragraph > 0").groupby("paragraph").size()\nbusiest = body.idxmax(), float(body.max())',
    ],
    "t1-3": ['kinds = claims["kind"].value_counts()', 'kinds = claims.groupby("kind").size().to_dict()'],
    "t1-4": [
        'share = 100 * claims["checkable"].isin(["data", "document"]).sum() / len(claims)\nshare = round(share, 1)',
        'def share(table):\n    good = table["checkable"].isin(["data", "document"])\n    return round(good.mean() * 100, 1)',
        'def share(table):\n    n = 0\n    for word in table["checkable"]:\n        if word == "data" or word == "document":\n'
        "            n += 1\n    return round(100 * n / len(table), 1)",
    ],
    "t1-5": [
        'hits = ["C88", "C82", "C69", "C09", "C05"]\nfalse_alarm = "C69"',
        'import re\nwords = re.compile(r"\\b(always|nobody|full|completely|alone|everything)\\b", re.IGNORECASE)\n'
        'hits = claims[[bool(words.search(text)) for text in claims["claim"]]]["claim_id"]\nfalse_alarm = "C69"',
    ],
    "t1-6": [
        'ax = pd.crosstab(claims["kind"], claims["checkable"]).plot.barh(stacked=True, title="What can be tested?")\n'
        'ax.set_xlabel("how many")\nax.set_ylabel("kind of claim")',
        'counts = claims.groupby(["kind", "checkable"]).size().unstack(fill_value=0)\n'
        'ax = counts.iloc[::-1].plot(kind="barh", stacked=True, xlabel="n", ylabel="kind")\n'
        'ax.set_title("Is it a fact? ")',
    ],
    "t2-1": ['gap = (when["warsaw-treaty-signed"] - when["north-atlantic-treaty-signed"]).days', "gap = 2231.0"],
    "t2-2": [
        "days = [5, 37]",
        "def days(first, second):\n    return (when[second] - when[first]).days",
        'def days(first, second):\n    one = timeline[timeline["event_id"] == first]["date"].iloc[0]\n'
        '    two = timeline[timeline["event_id"] == second]["date"].iloc[0]\n    return int((two - one) / pd.Timedelta("1D"))',
    ],
    "t2-3": ["years = [35, 35.7]", "import numpy as np\nyears = np.array([35, 13056 / 365.25])"],
    "t2-4": ["intervals = [8, 249, 166]", "intervals = pd.Series([8, 249, 166])"],
    "t2-5": [
        "earlier = True\nout_of_order = 1",
        'steps = when[["soviet-note-nato", "tripartite-reply", "geneva-foreign-ministers", "warsaw-treaty-signed"]]\n'
        "earlier = steps.iloc[0] < steps.iloc[1]\nout_of_order = (steps.diff().dt.days < 0).sum()",
    ],
    "t2-6": [
        'import matplotlib.pyplot as plt\n\nfig, ax = plt.subplots()\nyears = timeline[timeline["date"].dt.year.between(1953, 1955)]\n'
        'ax.scatter(years["date"], years["lane"])\nlong = years.dropna(subset="end_date")\n'
        'ax.hlines(long["lane"], long["date"], long["end_date"], lw=5)\nax.set_xlabel("day")\nax.set_title("Lanes")',
        'import matplotlib.pyplot as plt\n\nfig, ax = plt.subplots()\nfor place, lane in enumerate(["Moscow", "West", "Germany"]):\n'
        '    own = timeline[(timeline["lane"] == lane) & timeline["date"].dt.year.between(1953, 1955)]\n'
        '    ax.scatter(own["date"], [place] * len(own))\n'
        'ax.set_yticks([0, 1, 2], ["Moscow", "West", "Germany"])\n'
        'ax.axvspan(pd.Timestamp("1954-01-25"), pd.Timestamp("1954-02-18"), alpha=0.3)\n'
        'ax.set(xlabel="date", title="1953 to 1955")',
    ],
    "t3-1": [
        'def members_on(alliance, day):\n    now = members[(members["alliance"] == alliance) & (members["joined"] <= day)]\n'
        '    return now[now["left"].isna() | (now["left"] > day)]["country"].tolist()',
        'def members_on(alliance, day):\n    day = pd.Timestamp(day)\n    found = []\n    for _, row in members.iterrows():\n'
        '        gone = pd.notna(row["left"]) and row["left"] <= day\n'
        '        if row["alliance"] == alliance and row["joined"] <= day and not gone:\n'
        '            found.append(row["country"])\n    return found',
    ],
    "t3-2": ["next_number = [13, 15, 16]", "next_number = (13, 15.0, 16)"],
    "t3-3": [
        'seven = {"Albania", "Bulgaria", "Czechoslovakia", "Hungary", "Poland", "Romania", "Yugoslavia"}\n'
        'only_named = {"Yugoslavia"}\nonly_signed = {"Soviet Union", "East Germany"}',
        'seven = ["Albania", "Bulgaria", "Czechoslovakia", "Hungary", "Poland", "Romania", "Yugoslavia"]\n'
        'pact = members[members["alliance"] == "WTO"]["country"]\nonly_named = [one for one in seven if one not in set(pact)]\n'
        "only_signed = pact[~pact.isin(seven)]",
    ],
    "t3-4": [
        'allied = {"Bulgaria", "Czechoslovakia", "Hungary", "Poland", "Romania"}',
        'allied = ["Romania", "Poland", "Hungary", "Bulgaria", "Czechoslovakia"]',
    ],
    "t3-5": [
        'member_years = {"NATO": 626.2, "WTO": 265.5}',
        'last = pd.Timestamp("1991-07-01")\nold = members[members["joined"] < last].copy()\n'
        'old["stop"] = old["left"].fillna(last).clip(upper=last)\n'
        'member_years = ((old["stop"] - old["joined"]).dt.days / 365.25).groupby(old["alliance"]).sum()',
    ],
    "t3-6": [
        'import matplotlib.pyplot as plt\n\nfig, ax = plt.subplots(figsize=(9, 4))\n'
        'days = pd.date_range("1949-08-24", "1991-12-31", freq="30D")\n'
        'for name in ("NATO", "WTO"):\n'
        '    counts = [((members["alliance"] == name) & (members["joined"] <= d) & ~(members["left"] <= d)).sum() for d in days]\n'
        '    ax.step(days, counts, where="post")\n'
        'for when_, who in [("1952-02-18", "Greece and Turkey"), ("1955-05-06", "West Germany"), ("1982-05-30", "Spain")]:\n'
        '    ax.text(pd.Timestamp(when_), 17, who)\nax.set_xlabel("year")\nax.set_ylabel("members")\nax.set_title("Two alliances")',
    ],
}  # fmt: skip

WRONG: dict[str, list[tuple[str, str]]] = {
    "t1-1": [("SHAPE", "size = list(claims.shape)"), ("HEADER", "size = [94, 22]"), ("", "size = [90, 22]")],
    "t1-2": [("SWAPPED", "busiest = [8, 3]"), ("", "busiest = [4, 7]")],
    "t1-3": [("SHARE", 'kinds = claims["kind"].value_counts(normalize=True)'), ("NUNIQUE", "kinds = 7")],
    "t1-4": [
        ("DEBATE", 'def share(table):\n    return round(100 * (table["checkable"] != "no").mean(), 1)'),
        ("NORETURN", 'def share(table):\n    print(table["checkable"].isin(["data", "document"]).mean())'),
        ("FRACTION", 'share = claims["checkable"].isin(["data", "document"]).mean().round(3)'),
        ("", "share = 50"),
    ],
    "t1-5": [
        (
            "SUBSTRING",
            'hits = claims[claims["claim"].str.contains("always|nobody|full|completely|alone|everything", case=False)]["claim_id"]\n'
            'false_alarm = "C69"',
        ),
        ("", 'hits = ["C05", "C09", "C69", "C82", "C88"]\nfalse_alarm = "C05"'),
    ],
    "t1-6": [("", 'ax = pd.crosstab(claims["kind"], claims["checkable"]).plot.barh(stacked=True, title="Kinds of claims")')],
    "t2-1": [
        ("TIMEDELTA", 'gap = when["warsaw-treaty-signed"] - when["north-atlantic-treaty-signed"]'),
        ("BOTHENDS", "gap = 2232"),
        ("INFORCE", "gap = 2089"),
    ],
    "t2-2": [
        ("SIGN", "def days(first, second):\n    return (when[first] - when[second]).days"),
        ("", "days = [5, 36]"),
    ],
    "t2-3": [("ROUNDED", "years = [36, 35.7]"), ("LEAPDAYS", "years = [35, 35.8]")],
    "t2-4": [("CEREMONY", "intervals = [5, 252, 166]"), ("SUMMIT", "intervals = [8, 249, 65]")],
    "t2-5": [("TOLDORDER", "earlier = False\nout_of_order = 1"), ("DISPLACED", "earlier = True\nout_of_order = 2")],
    "t2-6": [("", 'import matplotlib.pyplot as plt\n\nfig, ax = plt.subplots()\nax.plot(timeline["date"], range(len(timeline)))')],
    "t3-1": [
        (
            "INTERVAL",
            'def members_on(alliance, day):\n    own = members[members["alliance"] == alliance]\n'
            '    return own[own["joined"] <= day]["country"].tolist()',
        ),
        (
            "NANZERO",
            'def members_on(alliance, day):\n    own = members[members["alliance"] == alliance]\n'
            '    return own[(own["joined"] <= day) & (own["left"] > day)]["country"].tolist()',
        ),
    ],
    "t3-2": [("COUNTED", "next_number = [12, 14, 15]"), ("NODATE", "next_number = [13, 13, 13]")],
    "t3-3": [("SWAPPED", 'only_named = {"East Germany", "Soviet Union"}\nonly_signed = {"Yugoslavia"}')],
    "t3-4": [("CODES", 'allied = {"BGR", "CSK", "HUN", "POL", "ROU"}'), ("COUNTED", "allied = 5")],
    "t3-5": [("INTERVAL", 'member_years = {"NATO": 626.2, "WTO": 289.1}'), ("error", "member_years = lost / 365.25")],
    "t3-6": [("", 'import matplotlib.pyplot as plt\n\nfig, ax = plt.subplots()\nax.plot(members["joined"], range(len(members)))')],
}  # fmt: skip
