"""The Params of the estimators and models. Written by python/generate."""

# ruff: noqa: E501
from __future__ import annotations

from typing import Any, List, Sequence, TypeVar, Union

from pyspark.ml.param import Param, Params, TypeConverters

T = TypeVar('T', bound='ClrSetters')


def to_text(value: Any) -> str:
    """A text, also of a number."""
    return str(value) if isinstance(value, int) else TypeConverters.toString(value)


class ClrParams(Params):
    """The Params of a training, a schedule and a network, and their values."""

    averaging: 'Param[str]' = Param(Params._dummy(), 'averaging', "Where the workers' states are averaged; the result is the same.", to_text)
    averagingFrequency: 'Param[int]' = Param(Params._dummy(), 'averagingFrequency', 'Updates a worker makes between two averagings.', TypeConverters.toInt)
    baseLr: 'Param[float]' = Param(Params._dummy(), 'baseLr', 'The lower bound of the learning rate; the first rate of cycles.', TypeConverters.toFloat)
    batchSize: 'Param[int]' = Param(Params._dummy(), 'batchSize', 'Examples a worker uses for an update.', TypeConverters.toInt)
    checkpointEveryEpochs: 'Param[int]' = Param(Params._dummy(), 'checkpointEveryEpochs', 'Epochs from one checkpoint to the next.', TypeConverters.toInt)
    checkpointEveryIterations: 'Param[int]' = Param(Params._dummy(), 'checkpointEveryIterations', 'Iterations from one checkpoint to the next. With none of the three: each epoch and every 10 minutes.', TypeConverters.toInt)
    checkpointEveryMinutes: 'Param[int]' = Param(Params._dummy(), 'checkpointEveryMinutes', 'Minutes from one checkpoint to the next.', TypeConverters.toInt)
    checkpointKeep: 'Param[int]' = Param(Params._dummy(), 'checkpointKeep', 'How many checkpoints of a run are kept.', TypeConverters.toInt)
    checkpointPath: 'Param[str]' = Param(Params._dummy(), 'checkpointPath', 'Folder of checkpoints, on any file system Spark knows; many runs may share it.', to_text)
    cooldown: 'Param[str]' = Param(Params._dummy(), 'cooldown', 'A last phase after any schedule, up to the end of the run; none unless given.', to_text)
    cooldownCurve: 'Param[str]' = Param(Params._dummy(), 'cooldownCurve', 'How the rate falls in the cooldown. Only with it.', to_text)
    cooldownLr: 'Param[float]' = Param(Params._dummy(), 'cooldownLr', 'The rate that the cooldown falls to. Only with it.', TypeConverters.toFloat)
    curve: 'Param[str]' = Param(Params._dummy(), 'curve', 'How the rate moves between the bounds: linear for cycles unless given, cosine for one-cycle.', to_text)
    dataMissing: 'Param[float]' = Param(Params._dummy(), 'dataMissing', 'What takes the place of a missing feature; it is an error unless given. Only with tables.', TypeConverters.toFloat)
    dataShape: 'Param[List[int]]' = Param(Params._dummy(), 'dataShape', "The shape of an example's features for a network that takes other than a row, such as 1,28,28.", TypeConverters.toListInt)
    divFactor: 'Param[float]' = Param(Params._dummy(), 'divFactor', 'maxLr divided by the first rate of one-cycle; 25 unless given.', TypeConverters.toFloat)
    epochs: 'Param[int]' = Param(Params._dummy(), 'epochs', 'Passes over the training data. Not together with iterations.', TypeConverters.toInt)
    evaluationFrequency: 'Param[int]' = Param(Params._dummy(), 'evaluationFrequency', 'Iterations between two scorings of the held-out data; after each epoch and at the end unless given.', TypeConverters.toInt)
    finalDivFactor: 'Param[float]' = Param(Params._dummy(), 'finalDivFactor', 'The first rate of one-cycle divided by its last; 10000 unless given.', TypeConverters.toFloat)
    gamma: 'Param[float]' = Param(Params._dummy(), 'gamma', 'The decay an iteration. Only with mode = exp_range or exp_range_bounds.', TypeConverters.toFloat)
    handleInvalid: 'Param[str]' = Param(Params._dummy(), 'handleInvalid', 'What becomes of rows with a value that is null, NaN or infinite: error fails, skip leaves them out, keep trains without them and gives them a prediction of NaN. A missing feature that dataMissing replaces is no such value.', to_text)
    historyPath: 'Param[str]' = Param(Params._dummy(), 'historyPath', 'Folder of the history, on any file system Spark knows; many runs may share it.', to_text)
    iterations: 'Param[int]' = Param(Params._dummy(), 'iterations', 'Updates in all, instead of epochs; the run may end within an epoch.', TypeConverters.toInt)
    maxLr: 'Param[float]' = Param(Params._dummy(), 'maxLr', 'The upper bound of the learning rate; equal to baseLr, the rate is constant.', TypeConverters.toFloat)
    mode: 'Param[str]' = Param(Params._dummy(), 'mode', 'How the amplitude changes from cycle to cycle. Not together with scaleFn.', to_text)
    modelActivation: 'Param[str]' = Param(Params._dummy(), 'modelActivation', "What the hidden layers' units compute.", to_text)
    modelClasses: 'Param[List[str]]' = Param(Params._dummy(), 'modelClasses', "Classes of your own, or packages with a dot at the end, that a file of model.load or model.configuration may name beside DL4J's.", TypeConverters.toListString)
    modelConfiguration: 'Param[str]' = Param(Params._dummy(), 'modelConfiguration', 'File of a DL4J configuration, of layers or a graph, to build instead of model.type.', to_text)
    modelDense: 'Param[int]' = Param(Params._dummy(), 'modelDense', "Units of lenet's dense layer.", TypeConverters.toInt)
    modelHidden: 'Param[List[int]]' = Param(Params._dummy(), 'modelHidden', 'Units of each hidden layer of the multilayer perceptron, from input to output.', TypeConverters.toListInt)
    modelJson: 'Param[str]' = Param(Params._dummy(), 'modelJson', 'A DL4J configuration, as its toJson() writes it, to build the network.', to_text)
    modelLoad: 'Param[str]' = Param(Params._dummy(), 'modelLoad', 'File of a network to go on with instead of a new one: as model.save wrote it, or of Keras.', to_text)
    modelMaps: 'Param[List[int]]' = Param(Params._dummy(), 'modelMaps', 'Maps of each convolution, from input to output: 20,50 for lenet, 32,32,64 for cifar unless given.', TypeConverters.toListInt)
    modelType: 'Param[str]' = Param(Params._dummy(), 'modelType', "The network to build: a multilayer perceptron, or for images LeNet or the paper's CIFAR network.", to_text)
    modelUpdater: 'Param[str]' = Param(Params._dummy(), 'modelUpdater', 'The optimizer that gets the cyclical rate.', to_text)
    nonFinite: 'Param[str]' = Param(Params._dummy(), 'nonFinite', "What to do about a worker's loss or parameters that are NaN or infinite: fail, go back to the newest checkpoint and on with a lower maxLr, or average the round without that worker.", to_text)
    nonFiniteMaxLrFactor: 'Param[float]' = Param(Params._dummy(), 'nonFiniteMaxLrFactor', 'What maxLr is multiplied by when the run goes back.', TypeConverters.toFloat)
    nonFiniteRollbacks: 'Param[int]' = Param(Params._dummy(), 'nonFiniteRollbacks', 'How often the run goes back before it fails.', TypeConverters.toInt)
    pctStart: 'Param[float]' = Param(Params._dummy(), 'pctStart', 'The share of the rise in one-cycle; 0.3 unless given.', TypeConverters.toFloat)
    power: 'Param[float]' = Param(Params._dummy(), 'power', 'The exponent of polynomial; 1 unless given.', TypeConverters.toFloat)
    resets: 'Param[List[str]]' = Param(Params._dummy(), 'resets', 'The resets of the schedule, in the order of iterations, each as atIteration=1000,baseLr=0.0001,maxLr=0.003,stepSize=500, of which only the first is needed.', TypeConverters.toListString)
    restartFactor: 'Param[float]' = Param(Params._dummy(), 'restartFactor', 'What the peak of a cycle is multiplied by at each restart; 1 unless given.', TypeConverters.toFloat)
    restartGrowth: 'Param[int]' = Param(Params._dummy(), 'restartGrowth', 'What the length of a cycle is multiplied by at each restart; 1 unless given.', TypeConverters.toInt)
    restartPeriod: 'Param[str]' = Param(Params._dummy(), 'restartPeriod', 'The first cycle of cosine-restarts.', to_text)
    resume: 'Param[str]' = Param(Params._dummy(), 'resume', 'Goes on with the run of that id; auto: with that of runId, else the newest unfinished run with these properties, else a new one.', to_text)
    roundTimeout: 'Param[str]' = Param(Params._dummy(), 'roundTimeout', 'How long a round or an evaluation may take: then its executors that have not answered are replaced and it is repeated, once. No limit unless given.', to_text)
    runId: 'Param[str]' = Param(Params._dummy(), 'runId', "The run's name in the history; made of time and chance unless given.", to_text)
    scaleFn: 'Param[str]' = Param(Params._dummy(), 'scaleFn', 'A policy of your own, such as 0.5*(1+sin(x*pi/2)).', to_text)
    scaleMode: 'Param[str]' = Param(Params._dummy(), 'scaleMode', 'What x is in scaleFn: the cycle from 1, or iterations from 0. Only with scaleFn.', to_text)
    schedule: 'Param[str]' = Param(Params._dummy(), 'schedule', 'How the rate goes; docs/guide/schedules.md shows each, with the options it has.', to_text)
    scheduleLength: 'Param[str]' = Param(Params._dummy(), 'scheduleLength', 'How long one-cycle, cosine, linear and polynomial take: what warmup and cooldown leave of the run unless given.', to_text)
    seed: 'Param[int]' = Param(Params._dummy(), 'seed', 'Decides the test split, the first weights, who gets which example, and the order.', TypeConverters.toInt)
    shareOf: 'Param[int]' = Param(Params._dummy(), 'shareOf', 'The iterations that shares such as 30 % are of: those that the run has when it first starts, also after a resume, unless given.', TypeConverters.toInt)
    shuffle: 'Param[bool]' = Param(Params._dummy(), 'shuffle', 'Whether every epoch has an order of its own.', TypeConverters.toBoolean)
    stepSize: 'Param[str]' = Param(Params._dummy(), 'stepSize', 'Half a cycle. The paper suggests 2 to 8 epochs; epochs are rounded to iterations.', to_text)
    stepSizeDown: 'Param[str]' = Param(Params._dummy(), 'stepSizeDown', 'The falling half of a cycle; stepSize unless given.', to_text)
    threePhase: 'Param[bool]' = Param(Params._dummy(), 'threePhase', 'Whether one-cycle falls to its first rate as fast as it rose, and then to its last.', TypeConverters.toBoolean)
    timescale: 'Param[str]' = Param(Params._dummy(), 'timescale', 'After it inverse-sqrt has fallen to 71 %; warmup unless given, or else 10000.', to_text)
    updaterState: 'Param[str]' = Param(Params._dummy(), 'updaterState', 'What becomes of momentum and the like at an averaging.', to_text)
    validationIndicatorCol: 'Param[str]' = Param(Params._dummy(), 'validationIndicatorCol', 'The boolean column that is true for rows that are held out: the network is scored on them during the training, as the data set validation.', to_text)
    warmup: 'Param[str]' = Param(Params._dummy(), 'warmup', 'A straight line before any schedule, to its first rate; none unless given.', to_text)
    warmupLr: 'Param[float]' = Param(Params._dummy(), 'warmupLr', 'The first rate of the warmup. Only with it.', TypeConverters.toFloat)
    weightCol: 'Param[str]' = Param(Params._dummy(), 'weightCol', "The column of the rows' weights, numbers >= 0, of which the ratios count. A weight multiplies the row's loss. All rows weigh the same unless given.", to_text)
    workers: 'Param[int]' = Param(Params._dummy(), 'workers', 'Logical workers, each with a share of the data. The result depends on their number, not on that of executors or cores.', TypeConverters.toInt)

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self._setDefault(averaging='auto', averagingFrequency=5, baseLr=0.001, batchSize=32, checkpointKeep=3, cooldownCurve='linear', cooldownLr=0.0, epochs=1, gamma=1.0, handleInvalid='error', maxLr=0.006, mode='triangular', modelActivation='relu', modelDense=500, modelHidden=[100], modelType='mlp', modelUpdater='adam', nonFinite='fail', nonFiniteMaxLrFactor=0.5, nonFiniteRollbacks=3, scaleMode='cycle', schedule='cyclic', seed=42, shuffle=True, stepSize='2000', updaterState='average', warmupLr=0.0, workers=2)

    def getAveraging(self) -> str:
        """The value of averaging, or its default."""
        return self.getOrDefault(self.averaging)

    def getAveragingFrequency(self) -> int:
        """The value of averagingFrequency, or its default."""
        return self.getOrDefault(self.averagingFrequency)

    def getBaseLr(self) -> float:
        """The value of baseLr, or its default."""
        return self.getOrDefault(self.baseLr)

    def getBatchSize(self) -> int:
        """The value of batchSize, or its default."""
        return self.getOrDefault(self.batchSize)

    def getCheckpointEveryEpochs(self) -> int:
        """The value of checkpointEveryEpochs, or its default."""
        return self.getOrDefault(self.checkpointEveryEpochs)

    def getCheckpointEveryIterations(self) -> int:
        """The value of checkpointEveryIterations, or its default."""
        return self.getOrDefault(self.checkpointEveryIterations)

    def getCheckpointEveryMinutes(self) -> int:
        """The value of checkpointEveryMinutes, or its default."""
        return self.getOrDefault(self.checkpointEveryMinutes)

    def getCheckpointKeep(self) -> int:
        """The value of checkpointKeep, or its default."""
        return self.getOrDefault(self.checkpointKeep)

    def getCheckpointPath(self) -> str:
        """The value of checkpointPath, or its default."""
        return self.getOrDefault(self.checkpointPath)

    def getCooldown(self) -> str:
        """The value of cooldown, or its default."""
        return self.getOrDefault(self.cooldown)

    def getCooldownCurve(self) -> str:
        """The value of cooldownCurve, or its default."""
        return self.getOrDefault(self.cooldownCurve)

    def getCooldownLr(self) -> float:
        """The value of cooldownLr, or its default."""
        return self.getOrDefault(self.cooldownLr)

    def getCurve(self) -> str:
        """The value of curve, or its default."""
        return self.getOrDefault(self.curve)

    def getDataMissing(self) -> float:
        """The value of dataMissing, or its default."""
        return self.getOrDefault(self.dataMissing)

    def getDataShape(self) -> List[int]:
        """The value of dataShape, or its default."""
        return self.getOrDefault(self.dataShape)

    def getDivFactor(self) -> float:
        """The value of divFactor, or its default."""
        return self.getOrDefault(self.divFactor)

    def getEpochs(self) -> int:
        """The value of epochs, or its default."""
        return self.getOrDefault(self.epochs)

    def getEvaluationFrequency(self) -> int:
        """The value of evaluationFrequency, or its default."""
        return self.getOrDefault(self.evaluationFrequency)

    def getFinalDivFactor(self) -> float:
        """The value of finalDivFactor, or its default."""
        return self.getOrDefault(self.finalDivFactor)

    def getGamma(self) -> float:
        """The value of gamma, or its default."""
        return self.getOrDefault(self.gamma)

    def getHandleInvalid(self) -> str:
        """The value of handleInvalid, or its default."""
        return self.getOrDefault(self.handleInvalid)

    def getHistoryPath(self) -> str:
        """The value of historyPath, or its default."""
        return self.getOrDefault(self.historyPath)

    def getIterations(self) -> int:
        """The value of iterations, or its default."""
        return self.getOrDefault(self.iterations)

    def getMaxLr(self) -> float:
        """The value of maxLr, or its default."""
        return self.getOrDefault(self.maxLr)

    def getMode(self) -> str:
        """The value of mode, or its default."""
        return self.getOrDefault(self.mode)

    def getModelActivation(self) -> str:
        """The value of modelActivation, or its default."""
        return self.getOrDefault(self.modelActivation)

    def getModelClasses(self) -> List[str]:
        """The value of modelClasses, or its default."""
        return self.getOrDefault(self.modelClasses)

    def getModelConfiguration(self) -> str:
        """The value of modelConfiguration, or its default."""
        return self.getOrDefault(self.modelConfiguration)

    def getModelDense(self) -> int:
        """The value of modelDense, or its default."""
        return self.getOrDefault(self.modelDense)

    def getModelHidden(self) -> List[int]:
        """The value of modelHidden, or its default."""
        return self.getOrDefault(self.modelHidden)

    def getModelJson(self) -> str:
        """The value of modelJson, or its default."""
        return self.getOrDefault(self.modelJson)

    def getModelLoad(self) -> str:
        """The value of modelLoad, or its default."""
        return self.getOrDefault(self.modelLoad)

    def getModelMaps(self) -> List[int]:
        """The value of modelMaps, or its default."""
        return self.getOrDefault(self.modelMaps)

    def getModelType(self) -> str:
        """The value of modelType, or its default."""
        return self.getOrDefault(self.modelType)

    def getModelUpdater(self) -> str:
        """The value of modelUpdater, or its default."""
        return self.getOrDefault(self.modelUpdater)

    def getNonFinite(self) -> str:
        """The value of nonFinite, or its default."""
        return self.getOrDefault(self.nonFinite)

    def getNonFiniteMaxLrFactor(self) -> float:
        """The value of nonFiniteMaxLrFactor, or its default."""
        return self.getOrDefault(self.nonFiniteMaxLrFactor)

    def getNonFiniteRollbacks(self) -> int:
        """The value of nonFiniteRollbacks, or its default."""
        return self.getOrDefault(self.nonFiniteRollbacks)

    def getPctStart(self) -> float:
        """The value of pctStart, or its default."""
        return self.getOrDefault(self.pctStart)

    def getPower(self) -> float:
        """The value of power, or its default."""
        return self.getOrDefault(self.power)

    def getResets(self) -> List[str]:
        """The value of resets, or its default."""
        return self.getOrDefault(self.resets)

    def getRestartFactor(self) -> float:
        """The value of restartFactor, or its default."""
        return self.getOrDefault(self.restartFactor)

    def getRestartGrowth(self) -> int:
        """The value of restartGrowth, or its default."""
        return self.getOrDefault(self.restartGrowth)

    def getRestartPeriod(self) -> str:
        """The value of restartPeriod, or its default."""
        return self.getOrDefault(self.restartPeriod)

    def getResume(self) -> str:
        """The value of resume, or its default."""
        return self.getOrDefault(self.resume)

    def getRoundTimeout(self) -> str:
        """The value of roundTimeout, or its default."""
        return self.getOrDefault(self.roundTimeout)

    def getRunId(self) -> str:
        """The value of runId, or its default."""
        return self.getOrDefault(self.runId)

    def getScaleFn(self) -> str:
        """The value of scaleFn, or its default."""
        return self.getOrDefault(self.scaleFn)

    def getScaleMode(self) -> str:
        """The value of scaleMode, or its default."""
        return self.getOrDefault(self.scaleMode)

    def getSchedule(self) -> str:
        """The value of schedule, or its default."""
        return self.getOrDefault(self.schedule)

    def getScheduleLength(self) -> str:
        """The value of scheduleLength, or its default."""
        return self.getOrDefault(self.scheduleLength)

    def getSeed(self) -> int:
        """The value of seed, or its default."""
        return self.getOrDefault(self.seed)

    def getShareOf(self) -> int:
        """The value of shareOf, or its default."""
        return self.getOrDefault(self.shareOf)

    def getShuffle(self) -> bool:
        """The value of shuffle, or its default."""
        return self.getOrDefault(self.shuffle)

    def getStepSize(self) -> str:
        """The value of stepSize, or its default."""
        return self.getOrDefault(self.stepSize)

    def getStepSizeDown(self) -> str:
        """The value of stepSizeDown, or its default."""
        return self.getOrDefault(self.stepSizeDown)

    def getThreePhase(self) -> bool:
        """The value of threePhase, or its default."""
        return self.getOrDefault(self.threePhase)

    def getTimescale(self) -> str:
        """The value of timescale, or its default."""
        return self.getOrDefault(self.timescale)

    def getUpdaterState(self) -> str:
        """The value of updaterState, or its default."""
        return self.getOrDefault(self.updaterState)

    def getValidationIndicatorCol(self) -> str:
        """The value of validationIndicatorCol, or its default."""
        return self.getOrDefault(self.validationIndicatorCol)

    def getWarmup(self) -> str:
        """The value of warmup, or its default."""
        return self.getOrDefault(self.warmup)

    def getWarmupLr(self) -> float:
        """The value of warmupLr, or its default."""
        return self.getOrDefault(self.warmupLr)

    def getWeightCol(self) -> str:
        """The value of weightCol, or its default."""
        return self.getOrDefault(self.weightCol)

    def getWorkers(self) -> int:
        """The value of workers, or its default."""
        return self.getOrDefault(self.workers)


class ClrSetters(ClrParams):
    """Sets the Params of an estimator."""

    def setAveraging(self: T, value: Union[str, int]) -> T:
        """Where the workers' states are averaged; the result is the same."""
        return self._set(averaging=value)

    def setAveragingFrequency(self: T, value: int) -> T:
        """Updates a worker makes between two averagings."""
        return self._set(averagingFrequency=value)

    def setBaseLr(self: T, value: float) -> T:
        """The lower bound of the learning rate; the first rate of cycles."""
        return self._set(baseLr=value)

    def setBatchSize(self: T, value: int) -> T:
        """Examples a worker uses for an update."""
        return self._set(batchSize=value)

    def setCheckpointEveryEpochs(self: T, value: int) -> T:
        """Epochs from one checkpoint to the next."""
        return self._set(checkpointEveryEpochs=value)

    def setCheckpointEveryIterations(self: T, value: int) -> T:
        """Iterations from one checkpoint to the next. With none of the three: each epoch and every 10 minutes."""
        return self._set(checkpointEveryIterations=value)

    def setCheckpointEveryMinutes(self: T, value: int) -> T:
        """Minutes from one checkpoint to the next."""
        return self._set(checkpointEveryMinutes=value)

    def setCheckpointKeep(self: T, value: int) -> T:
        """How many checkpoints of a run are kept."""
        return self._set(checkpointKeep=value)

    def setCheckpointPath(self: T, value: Union[str, int]) -> T:
        """Folder of checkpoints, on any file system Spark knows; many runs may share it."""
        return self._set(checkpointPath=value)

    def setCooldown(self: T, value: Union[str, int]) -> T:
        """A last phase after any schedule, up to the end of the run; none unless given."""
        return self._set(cooldown=value)

    def setCooldownCurve(self: T, value: Union[str, int]) -> T:
        """How the rate falls in the cooldown. Only with it."""
        return self._set(cooldownCurve=value)

    def setCooldownLr(self: T, value: float) -> T:
        """The rate that the cooldown falls to. Only with it."""
        return self._set(cooldownLr=value)

    def setCurve(self: T, value: Union[str, int]) -> T:
        """How the rate moves between the bounds: linear for cycles unless given, cosine for one-cycle."""
        return self._set(curve=value)

    def setDataMissing(self: T, value: float) -> T:
        """What takes the place of a missing feature; it is an error unless given. Only with tables."""
        return self._set(dataMissing=value)

    def setDataShape(self: T, value: Sequence[int]) -> T:
        """The shape of an example's features for a network that takes other than a row, such as 1,28,28."""
        return self._set(dataShape=value)

    def setDivFactor(self: T, value: float) -> T:
        """maxLr divided by the first rate of one-cycle; 25 unless given."""
        return self._set(divFactor=value)

    def setEpochs(self: T, value: int) -> T:
        """Passes over the training data. Not together with iterations."""
        return self._set(epochs=value)

    def setEvaluationFrequency(self: T, value: int) -> T:
        """Iterations between two scorings of the held-out data; after each epoch and at the end unless given."""
        return self._set(evaluationFrequency=value)

    def setFinalDivFactor(self: T, value: float) -> T:
        """The first rate of one-cycle divided by its last; 10000 unless given."""
        return self._set(finalDivFactor=value)

    def setGamma(self: T, value: float) -> T:
        """The decay an iteration. Only with mode = exp_range or exp_range_bounds."""
        return self._set(gamma=value)

    def setHandleInvalid(self: T, value: Union[str, int]) -> T:
        """What becomes of rows with a value that is null, NaN or infinite: error fails, skip leaves them out, keep
        trains without them and gives them a prediction of NaN. A missing feature that dataMissing replaces is
        no such value."""
        return self._set(handleInvalid=value)

    def setHistoryPath(self: T, value: Union[str, int]) -> T:
        """Folder of the history, on any file system Spark knows; many runs may share it."""
        return self._set(historyPath=value)

    def setIterations(self: T, value: int) -> T:
        """Updates in all, instead of epochs; the run may end within an epoch."""
        return self._set(iterations=value)

    def setMaxLr(self: T, value: float) -> T:
        """The upper bound of the learning rate; equal to baseLr, the rate is constant."""
        return self._set(maxLr=value)

    def setMode(self: T, value: Union[str, int]) -> T:
        """How the amplitude changes from cycle to cycle. Not together with scaleFn."""
        return self._set(mode=value)

    def setModelActivation(self: T, value: Union[str, int]) -> T:
        """What the hidden layers' units compute."""
        return self._set(modelActivation=value)

    def setModelClasses(self: T, value: Sequence[str]) -> T:
        """Classes of your own, or packages with a dot at the end, that a file of model.load or model.configuration may
        name beside DL4J's."""
        return self._set(modelClasses=value)

    def setModelConfiguration(self: T, value: Union[str, int]) -> T:
        """File of a DL4J configuration, of layers or a graph, to build instead of model.type."""
        return self._set(modelConfiguration=value)

    def setModelDense(self: T, value: int) -> T:
        """Units of lenet's dense layer."""
        return self._set(modelDense=value)

    def setModelHidden(self: T, value: Sequence[int]) -> T:
        """Units of each hidden layer of the multilayer perceptron, from input to output."""
        return self._set(modelHidden=value)

    def setModelJson(self: T, value: Union[str, int]) -> T:
        """A DL4J configuration, as its toJson() writes it, to build the network."""
        return self._set(modelJson=value)

    def setModelLoad(self: T, value: Union[str, int]) -> T:
        """File of a network to go on with instead of a new one: as model.save wrote it, or of Keras."""
        return self._set(modelLoad=value)

    def setModelMaps(self: T, value: Sequence[int]) -> T:
        """Maps of each convolution, from input to output: 20,50 for lenet, 32,32,64 for cifar unless given."""
        return self._set(modelMaps=value)

    def setModelType(self: T, value: Union[str, int]) -> T:
        """The network to build: a multilayer perceptron, or for images LeNet or the paper's CIFAR network."""
        return self._set(modelType=value)

    def setModelUpdater(self: T, value: Union[str, int]) -> T:
        """The optimizer that gets the cyclical rate."""
        return self._set(modelUpdater=value)

    def setNonFinite(self: T, value: Union[str, int]) -> T:
        """What to do about a worker's loss or parameters that are NaN or infinite: fail, go back to the newest
        checkpoint and on with a lower maxLr, or average the round without that worker."""
        return self._set(nonFinite=value)

    def setNonFiniteMaxLrFactor(self: T, value: float) -> T:
        """What maxLr is multiplied by when the run goes back."""
        return self._set(nonFiniteMaxLrFactor=value)

    def setNonFiniteRollbacks(self: T, value: int) -> T:
        """How often the run goes back before it fails."""
        return self._set(nonFiniteRollbacks=value)

    def setPctStart(self: T, value: float) -> T:
        """The share of the rise in one-cycle; 0.3 unless given."""
        return self._set(pctStart=value)

    def setPower(self: T, value: float) -> T:
        """The exponent of polynomial; 1 unless given."""
        return self._set(power=value)

    def setResets(self: T, value: Sequence[str]) -> T:
        """The resets of the schedule, in the order of iterations, each as
        atIteration=1000,baseLr=0.0001,maxLr=0.003,stepSize=500, of which only the first is needed."""
        return self._set(resets=value)

    def setRestartFactor(self: T, value: float) -> T:
        """What the peak of a cycle is multiplied by at each restart; 1 unless given."""
        return self._set(restartFactor=value)

    def setRestartGrowth(self: T, value: int) -> T:
        """What the length of a cycle is multiplied by at each restart; 1 unless given."""
        return self._set(restartGrowth=value)

    def setRestartPeriod(self: T, value: Union[str, int]) -> T:
        """The first cycle of cosine-restarts."""
        return self._set(restartPeriod=value)

    def setResume(self: T, value: Union[str, int]) -> T:
        """Goes on with the run of that id; auto: with that of runId, else the newest unfinished run with these
        properties, else a new one."""
        return self._set(resume=value)

    def setRoundTimeout(self: T, value: Union[str, int]) -> T:
        """How long a round or an evaluation may take: then its executors that have not answered are replaced and it is
        repeated, once. No limit unless given."""
        return self._set(roundTimeout=value)

    def setRunId(self: T, value: Union[str, int]) -> T:
        """The run's name in the history; made of time and chance unless given."""
        return self._set(runId=value)

    def setScaleFn(self: T, value: Union[str, int]) -> T:
        """A policy of your own, such as 0.5*(1+sin(x*pi/2))."""
        return self._set(scaleFn=value)

    def setScaleMode(self: T, value: Union[str, int]) -> T:
        """What x is in scaleFn: the cycle from 1, or iterations from 0. Only with scaleFn."""
        return self._set(scaleMode=value)

    def setSchedule(self: T, value: Union[str, int]) -> T:
        """How the rate goes; docs/guide/schedules.md shows each, with the options it has."""
        return self._set(schedule=value)

    def setScheduleLength(self: T, value: Union[str, int]) -> T:
        """How long one-cycle, cosine, linear and polynomial take: what warmup and cooldown leave of the run unless
        given."""
        return self._set(scheduleLength=value)

    def setSeed(self: T, value: int) -> T:
        """Decides the test split, the first weights, who gets which example, and the order."""
        return self._set(seed=value)

    def setShareOf(self: T, value: int) -> T:
        """The iterations that shares such as 30 % are of: those that the run has when it first starts, also after a
        resume, unless given."""
        return self._set(shareOf=value)

    def setShuffle(self: T, value: bool) -> T:
        """Whether every epoch has an order of its own."""
        return self._set(shuffle=value)

    def setStepSize(self: T, value: Union[str, int]) -> T:
        """Half a cycle. The paper suggests 2 to 8 epochs; epochs are rounded to iterations."""
        return self._set(stepSize=value)

    def setStepSizeDown(self: T, value: Union[str, int]) -> T:
        """The falling half of a cycle; stepSize unless given."""
        return self._set(stepSizeDown=value)

    def setThreePhase(self: T, value: bool) -> T:
        """Whether one-cycle falls to its first rate as fast as it rose, and then to its last."""
        return self._set(threePhase=value)

    def setTimescale(self: T, value: Union[str, int]) -> T:
        """After it inverse-sqrt has fallen to 71 %; warmup unless given, or else 10000."""
        return self._set(timescale=value)

    def setUpdaterState(self: T, value: Union[str, int]) -> T:
        """What becomes of momentum and the like at an averaging."""
        return self._set(updaterState=value)

    def setValidationIndicatorCol(self: T, value: Union[str, int]) -> T:
        """The boolean column that is true for rows that are held out: the network is scored on them during the training,
        as the data set validation."""
        return self._set(validationIndicatorCol=value)

    def setWarmup(self: T, value: Union[str, int]) -> T:
        """A straight line before any schedule, to its first rate; none unless given."""
        return self._set(warmup=value)

    def setWarmupLr(self: T, value: float) -> T:
        """The first rate of the warmup. Only with it."""
        return self._set(warmupLr=value)

    def setWeightCol(self: T, value: Union[str, int]) -> T:
        """The column of the rows' weights, numbers >= 0, of which the ratios count. A weight multiplies the row's loss.
        All rows weigh the same unless given."""
        return self._set(weightCol=value)

    def setWorkers(self: T, value: int) -> T:
        """Logical workers, each with a share of the data. The result depends on their number, not on that of executors
        or cores."""
        return self._set(workers=value)
