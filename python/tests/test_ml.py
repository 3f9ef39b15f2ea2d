"""The estimators and models, against their Java classes and in the places where Spark uses them."""

import importlib.util
from importlib.machinery import SourceFileLoader
from pathlib import Path

import pytest
from pyspark.ml import Pipeline, PipelineModel
from pyspark.ml.evaluation import MulticlassClassificationEvaluator, RegressionEvaluator
from pyspark.ml.feature import SQLTransformer, StringIndexer, VectorAssembler
from pyspark.ml.tuning import CrossValidator, CrossValidatorModel, ParamGridBuilder

from clrspark.ml import ClrClassificationModel, ClrClassifier, ClrRegressionModel, ClrRegressor

OF_SPARK = {'featuresCol', 'labelCol', 'predictionCol', 'probabilityCol', 'rawPredictionCol', 'thresholds'}
QUICK = dict(workers=1, batchSize=8, epochs=30, baseLr=0.05, maxLr=0.5, stepSize=50, modelHidden=[16], seed=7)


def classifier(**more):
    return ClrClassifier(**{**QUICK, **more})


def accuracy(predictions):
    return MulticlassClassificationEvaluator(metricName='accuracy').evaluate(predictions)


@pytest.mark.parametrize('kind', [ClrClassifier, ClrRegressor])
def test_params_are_those_of_java(spark, kind):
    stage = kind()
    java = stage._java_obj
    names = sorted(param.name() for param in java.params())
    assert sorted(param.name for param in stage.params) == names
    for param in stage.params:
        theirs = java.getParam(param.name)
        default = java.getDefault(theirs)
        expected = default.get() if default.isDefined() else None
        ours = stage.getOrDefault(param) if stage.hasDefault(param) else None
        if param.name not in (
            'predictionCol',
            'labelCol',
            'featuresCol',
            'probabilityCol',
            'rawPredictionCol',
            'thresholds',
        ):
            assert param.doc == theirs.doc()
        assert ours == (list(expected) if isinstance(ours, list) else expected), param.name


def test_generated_modules_are_up_to_date(spark):
    path = Path(__file__).resolve().parents[1] / 'generate'
    spec = importlib.util.spec_from_loader('generate', SourceFileLoader('generate', str(path)))
    generate = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(generate)
    for file, text in generate.files(spark).items():
        assert file.read_text() == text, f'{file.name}: run python/generate'


def test_setters_getters_and_keywords_agree(spark):
    stage = ClrClassifier(maxLr=0.01, stepSize=100).setMaxLr(0.02).setModelHidden([3, 4]).setFeaturesCol('x')
    assert (stage.getMaxLr(), stage.getStepSize(), stage.getModelHidden()) == (0.02, '100', [3, 4])
    assert 'maxLr' in stage.explainParams()
    with pytest.raises(TypeError, match='ClrClassifier has no Param maxLR'):
        ClrClassifier(maxLR=0.1)


def test_invalid_value_is_named(spark, xor):
    with pytest.raises(Exception, match='batchSize'):
        classifier(batchSize=0).fit(xor)


def test_classifier_learns_and_tells_its_history(spark, xor):
    model = classifier().fit(xor)
    assert accuracy(model.transform(xor)) == 1
    assert (model.numClasses, model.numFeatures, model.hasSummary) == (2, 2, True)
    assert model.predict(xor.first().features) == xor.first().label
    assert model.getMaxLr() == 0.5
    summary = model.summary
    assert summary.iterations.count() == summary.totalIterations == 150 == len(summary.objectiveHistory)
    assert summary.runs.first().run_id == model.trainingRunId == summary.runId


def test_estimator_and_model_are_read_as_written(spark, xor, tmp_path):
    estimator = classifier()
    estimator.save(f'{tmp_path}/estimator')
    again = ClrClassifier.load(f'{tmp_path}/estimator')
    assert (again.uid, again.extractParamMap()) == (estimator.uid, estimator.extractParamMap())
    model = estimator.fit(xor)
    model.write().overwrite().save(f'{tmp_path}/model')
    loaded = ClrClassificationModel.load(f'{tmp_path}/model')
    assert loaded.uid == model.uid and loaded.getModelHidden() == [16]
    assert loaded.transform(xor).collect() == model.transform(xor).collect()
    with pytest.raises(RuntimeError, match='was not trained in this process'):
        print(loaded.summary)


@pytest.mark.parametrize('first', ['java', 'python'])
def test_pipelines_are_read_by_pyspark(spark, xor, tmp_path, first):
    """A pipeline of Java stages is written by Java, one with a stage of Python by Python."""
    frame = xor.drop('features', 'label')
    stages = [
        StringIndexer(inputCol='word', outputCol='label'),
        VectorAssembler(inputCols=['a', 'b'], outputCol='features'),
        classifier(),
    ]
    if first == 'python':
        stages[:0] = [OfPython()]
    model = Pipeline(stages=stages).fit(frame)
    Pipeline(stages=stages).save(f'{tmp_path}/pipeline')
    model.save(f'{tmp_path}/model')
    loaded = PipelineModel.load(f'{tmp_path}/model')
    assert isinstance(loaded.stages[-1], ClrClassificationModel)
    assert loaded.transform(frame).collect() == model.transform(frame).collect()
    assert isinstance(Pipeline.load(f'{tmp_path}/pipeline').getStages()[-1], ClrClassifier)


def test_cross_validator_tunes_and_is_read(spark, xor, tmp_path):
    estimator = classifier(epochs=10)
    grid = ParamGridBuilder().addGrid(estimator.maxLr, [0.06, 0.5]).addGrid(estimator.stepSize, ['10', '20']).build()
    evaluator = MulticlassClassificationEvaluator(metricName='accuracy')
    tuning = CrossValidator(
        estimator=estimator, estimatorParamMaps=grid, evaluator=evaluator, numFolds=2, parallelism=2, seed=1
    )
    model = tuning.fit(xor)
    assert len(model.avgMetrics) == 4
    model.save(f'{tmp_path}/tuned')
    assert isinstance(CrossValidatorModel.load(f'{tmp_path}/tuned').bestModel, ClrClassificationModel)


def test_regressor_learns(spark, line, tmp_path):
    model = ClrRegressor(**{**QUICK, 'maxLr': 0.1}).fit(line)
    assert RegressionEvaluator(metricName='r2').evaluate(model.transform(line)) > 0.9
    model.save(f'{tmp_path}/model')
    loaded = ClrRegressionModel.load(f'{tmp_path}/model')
    assert loaded.transform(line).collect() == model.transform(line).collect()


class OfPython(SQLTransformer):
    """A stage that Java cannot write."""

    def __init__(self):
        super().__init__(statement='SELECT * FROM __THIS__')
