"""Makes the models beside this file, and what Keras says of them.

Keras 2.15 (pip install tensorflow-cpu==2.15.1) makes all but keras3.h5:

    python make.py

Keras 3 (pip install keras==3.6.0 jax, KERAS_BACKEND=jax) makes that one. Weights come of fixed seeds, and no
model is good at anything: what counts is that DL4J's import computes what Keras does.
"""

import json
import os
import pathlib

import numpy as np

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
FOLDER = pathlib.Path(__file__).parent


def main():
    import keras

    if keras.__version__.startswith("3."):
        model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2, activation="softmax")])
        model.compile(optimizer="adam", loss="categorical_crossentropy")
        model.save(FOLDER / "keras3.h5")
        return
    make_all(keras)


def make_all(keras):
    layers = keras.layers
    random = np.random.RandomState(7)

    def fresh():
        keras.backend.clear_session()
        keras.utils.set_random_seed(7)

    def save(model, name, inputs, classes):
        """The model, its predictions and its loss for a few inputs, in inference mode."""
        labels = np.arange(len(inputs[0])) % classes
        targets = labels if "Sparse" in str(model.loss) else np.eye(classes)[labels]
        model.fit(inputs, targets, epochs=3, batch_size=4, shuffle=False, verbose=0)
        model.save(FOLDER / f"{name}.h5")
        predictions = model.predict(inputs, verbose=0)
        assert predictions.std(axis=0).min() > 0.001, f"{name}: predictions that say nothing"
        said = {
            "inputs": [array.tolist() for array in inputs],
            "labels": labels.tolist(),
            "logits": model.layers[-1].name == "logits",
            "predictions": predictions.tolist(),
            "loss": model.evaluate(inputs, targets, verbose=0),
        }
        (FOLDER / f"{name}.json").write_text(json.dumps(said) + "\n")

    # The digits of conf/data: 64 numbers, 10 classes.
    fresh()
    mlp = keras.Sequential(
        [keras.Input((64,)), layers.Dense(16, activation="relu"), layers.Dense(10, activation="softmax")]
    )
    mlp.compile(optimizer="adam", loss="categorical_crossentropy")
    save(mlp, "mlp", [random.rand(10, 64).round(3)], 10)
    mlp.save_weights(FOLDER / "weights.h5")
    mlp.save(FOLDER / "mlp.keras")

    fresh()
    cnn = keras.Sequential(
        [
            keras.Input((6, 5, 2)),
            layers.Conv2D(3, 3, activation="relu"),
            layers.BatchNormalization(),
            layers.MaxPooling2D(2),
            layers.Flatten(),
            layers.Dropout(0.25),
            layers.Dense(3, activation="softmax", kernel_regularizer=keras.regularizers.L2(0.01)),
        ]
    )
    cnn.compile(
        optimizer=keras.optimizers.SGD(0.05, momentum=0.8, nesterov=True),
        loss=keras.losses.SparseCategoricalCrossentropy(),
    )
    save(cnn, "cnn", [random.randn(9, 6, 5, 2).round(3)], 3)

    fresh()
    left, right = keras.Input((4,), name="left"), keras.Input((2,), name="right")
    frozen = layers.Dense(5, activation="tanh", trainable=False, name="frozen")
    both = layers.Concatenate()([frozen(left), right])
    graph = keras.Model([left, right], layers.Dense(3, name="logits")(both))
    graph.compile(optimizer="rmsprop", loss=keras.losses.CategoricalCrossentropy(from_logits=True))
    save(graph, "graph", [random.rand(9, 4).round(3), random.rand(9, 2).round(3)], 3)

    fresh()
    keras.Sequential([keras.Input((3,)), layers.Dense(2)]).save(FOLDER / "uncompiled.h5")

    fresh()
    unsupported = keras.Sequential([keras.Input((3,)), layers.LayerNormalization(), layers.Dense(2)])
    unsupported.compile(optimizer="adam", loss="categorical_crossentropy")
    unsupported.save(FOLDER / "unsupported.h5")


main()
