"""Makes the pickles beside this file; needs NumPy 2. Usage: python3 make_fixtures.py"""

import pickle

import numpy as np


def arrays():
    """Arrays of each supported kind, in C and Fortran order, and plain values beside them."""
    return {
        "doubles": np.arange(12, dtype="<f8").reshape(3, 4) / 8,
        "fortran": np.asfortranarray(np.arange(12, dtype="<f8").reshape(3, 4) / 8),
        "floats": np.array([0.5, -1.25], dtype="<f4"),
        "longs": np.array([-3, 2**40], dtype="<i8"),
        "bytes": np.array([[0, 255]], dtype="u1"),
        "names": ["one", "zwei", "три"],
        "plain": [None, True, 7, -300, 70000, 1.5],
    }


def watch():
    """Two recordings of 205 and 450 samples, the second by a person of the test split."""
    recordings = [
        np.asfortranarray(np.sin(np.outer(np.arange(n), np.arange(1, 7))))
        for n in (205, 450)
    ]
    return {"X": recordings, "y": np.array([2, 5]), "subject": np.array([1, 7])}


if __name__ == "__main__":
    for protocol in (2, 4):
        with open(f"arrays-protocol{protocol}.pickle", "wb") as out:
            pickle.dump(arrays(), out, protocol)
    with open("big-endian.pickle", "wb") as out:
        pickle.dump(np.array([1.0], dtype=">f8"), out, 2)
    with open("complex.pickle", "wb") as out:
        pickle.dump(np.array([1j]), out, 2)
    np.save("object.npy", np.array(arrays(), dtype=object), allow_pickle=True)
    np.save("numbers.npy", np.arange(3.0))
    np.save("watch.npy", np.array(watch(), dtype=object), allow_pickle=True)
