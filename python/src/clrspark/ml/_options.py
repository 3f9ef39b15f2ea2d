"""The keyword arguments of the estimators, for type checkers. Written by python/generate."""

# ruff: noqa: E501
from __future__ import annotations

from typing import Sequence, TypedDict, Union


class RegressorOptions(TypedDict, total=False):
    """Each is a Param of that name."""

    featuresCol: str
    labelCol: str
    predictionCol: str
    averaging: Union[str, int]
    averagingFrequency: int
    baseLr: float
    batchSize: int
    checkpointEveryEpochs: int
    checkpointEveryIterations: int
    checkpointEveryMinutes: int
    checkpointKeep: int
    checkpointPath: Union[str, int]
    cooldown: Union[str, int]
    cooldownCurve: Union[str, int]
    cooldownLr: float
    curve: Union[str, int]
    dataMissing: float
    dataShape: Sequence[int]
    divFactor: float
    epochs: int
    evaluationFrequency: int
    finalDivFactor: float
    gamma: float
    handleInvalid: Union[str, int]
    historyPath: Union[str, int]
    iterations: int
    maxLr: float
    mode: Union[str, int]
    modelActivation: Union[str, int]
    modelClasses: Sequence[str]
    modelConfiguration: Union[str, int]
    modelDense: int
    modelHidden: Sequence[int]
    modelJson: Union[str, int]
    modelLoad: Union[str, int]
    modelMaps: Sequence[int]
    modelType: Union[str, int]
    modelUpdater: Union[str, int]
    nonFinite: Union[str, int]
    nonFiniteMaxLrFactor: float
    nonFiniteRollbacks: int
    pctStart: float
    power: float
    resets: Sequence[str]
    restartFactor: float
    restartGrowth: int
    restartPeriod: Union[str, int]
    resume: Union[str, int]
    roundTimeout: Union[str, int]
    runId: Union[str, int]
    scaleFn: Union[str, int]
    scaleMode: Union[str, int]
    schedule: Union[str, int]
    scheduleLength: Union[str, int]
    seed: int
    shareOf: int
    shuffle: bool
    stepSize: Union[str, int]
    stepSizeDown: Union[str, int]
    threePhase: bool
    timescale: Union[str, int]
    updaterState: Union[str, int]
    validationIndicatorCol: Union[str, int]
    warmup: Union[str, int]
    warmupLr: float
    weightCol: Union[str, int]
    workers: int


class ClassifierOptions(RegressorOptions, total=False):
    """Each is a Param of that name."""

    probabilityCol: str
    rawPredictionCol: str
    thresholds: Sequence[float]
