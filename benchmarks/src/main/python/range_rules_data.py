"""Writes the tables of the range rules' benchmark: CSV without header, the label last.

Usage: python range_rules_data.py FOLDER [--mnist FOLDER_OF_IDX_FILES]

Five data sets are those that ship with scikit-learn, one is a part of MNIST's test images (with --mnist); the rest is made, with noise, imbalance, few
rows or many classes. A label with a decimal point makes a table a regression. Odd numbers are for choosing rules, even ones for the report.
"""

import argparse
import gzip
import pathlib

import numpy as np
from sklearn import datasets


def census(rng, rows):
    """A table like a census: one-hot columns, a heavy tail, 24% positive."""
    age = rng.integers(17, 80, rows)
    years = rng.choice([7, 9, 10, 13, 14, 16], rows, p=[0.13, 0.33, 0.25, 0.18, 0.08, 0.03])
    married, job = rng.random(rows) < 0.47, rng.integers(0, 6, rows)
    hours = np.clip(rng.normal(40, 11, rows), 5, 99).round()
    gain = np.where(rng.random(rows) < 0.08, rng.exponential(6000, rows), 0).round()
    score = 0.035 * age + 0.22 * years + 1.6 * married + 0.6 * (job == 1) + 0.025 * hours + 0.0003 * gain
    score += rng.logistic(0, 0.6, rows)
    one_hot = np.column_stack([years == y for y in (7, 9, 10, 13, 14, 16)] + [job == j for j in range(6)])
    return np.column_stack([age, hours, gain, married, one_hot]), score > np.quantile(score, 0.76)


def rings(rng, rows):
    """Three rings in a plane, with noise."""
    label, angle = rng.integers(0, 3, rows), rng.uniform(0, 2 * np.pi, rows)
    radius = label + 1 + rng.normal(0, 0.25, rows)
    return np.column_stack([radius * np.cos(angle), radius * np.sin(angle)]), label


def heavy_tails(rng, rows):
    """Features whose logarithm counts, so that standardized ones have far outliers."""
    logs = rng.normal(0, 1.5, (rows, 10))
    return np.exp(logs), (logs[:, :4].sum(axis=1) + rng.normal(0, 1, rows)) > 0


def noisy_line(rng, rows):
    """A linear regression of which noise makes two thirds of the variance."""
    features = rng.normal(0, 1, (rows, 12))
    line = features @ rng.normal(0, 1, 12)
    return features, line + rng.normal(0, 1.4 * line.std(), rows)


def waves(rng, rows):
    """A regression on a sum of sines, almost without noise."""
    features = rng.uniform(-2, 2, (rows, 6))
    return features, np.sin(2 * features[:, :3]).sum(axis=1) + features[:, 3] * features[:, 4] + rng.normal(0, 0.1, rows)


def classification(rows, features, classes, seed, **options):
    """Clusters of scikit-learn."""
    return datasets.make_classification(rows, features, n_classes=classes, n_clusters_per_class=1, random_state=seed, **options)


def mnist(folder, rows):
    """The first images of the test file."""

    def read(name, offset):
        return np.frombuffer(gzip.decompress(next(pathlib.Path(folder).glob(name)).read_bytes()), np.uint8, offset=offset)

    return read("*images*", 16).reshape(-1, 784)[:rows], read("*labels*", 8)[:rows]


def tables(mnist_folder):
    """Names and tables, in order."""
    rng = np.random.default_rng(1)
    yield "01-iris", datasets.load_iris(return_X_y=True)
    yield "02-wine", datasets.load_wine(return_X_y=True)
    yield "03-census", census(rng, 3000)
    yield "04-rare", classification(2500, 20, 2, 4, n_informative=6, weights=[0.96], class_sep=0.8)
    yield "05-digits", datasets.load_digits(return_X_y=True)
    if mnist_folder:
        yield "06-mnist", mnist(mnist_folder, 1500)
    yield "07-diabetes", datasets.load_diabetes(return_X_y=True)
    yield "08-friedman", datasets.make_friedman1(1500, noise=1.0, random_state=8)
    yield "09-flipped", classification(1500, 20, 3, 9, n_informative=8, flip_y=0.3)
    yield "10-cancer", datasets.load_breast_cancer(return_X_y=True)
    yield "11-classes", classification(2400, 30, 40, 11, n_informative=12, class_sep=1.5)
    yield "12-letters", classification(2000, 16, 26, 12, n_informative=14, flip_y=0.1, class_sep=2)
    yield "13-few", classification(100, 10, 2, 13, n_informative=5)
    yield "14-wide", classification(150, 300, 3, 14, n_informative=30, class_sep=2)
    yield "15-noisy-line", noisy_line(rng, 800)
    yield "16-rings", rings(rng, 1200)
    yield "17-tenth", classification(2000, 12, 2, 17, n_informative=5, weights=[0.9], flip_y=0.05)
    yield "18-heavy-tails", heavy_tails(rng, 1500)
    yield "19-impedance", datasets.make_friedman2(1200, noise=20.0, random_state=19)
    yield "20-waves", waves(rng, 1500)


def main():
    """Writes every table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--mnist")
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    for name, (features, label) in tables(arguments.mnist):
        regression = np.asarray(label).dtype.kind == "f"
        lines = (
            ",".join(f"{value:.6g}" for value in row) + "," + (f"{float(y):.6f}" if regression else str(int(y)))
            for row, y in zip(np.asarray(features, float), label, strict=True)
        )
        (arguments.folder / f"{name}.csv").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
