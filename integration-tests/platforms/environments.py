"""Versions of Java, languages, time zones, options of Spark SQL, and a machine whose name does not resolve."""

import os
import re

from suite import FILE

from support import project
from support.cases import Failure
from support.processes import read

OTHER_DIGITS = re.compile('[\u0660-\u0669\u06f0-\u06f9]')
SPARK = f'{project.ROOT}/jobs/target/spark/jars/*'
QUERY = "SELECT count(*) n FROM runs WHERE run_id = 'usual'"
SESSION = {
    'spark.sql.ansi.enabled': 'true',
    'spark.sql.datetime.java8API.enabled': 'true',
    'spark.sql.session.timeZone': 'Asia/Kathmandu',
    'spark.ui.enabled': 'true',
}


def java_21(suite):
    """Java 21 gives the bits of the Java that the build runs on, and reads its history."""
    home = suite.java(21)
    suite.must_train(suite.train('java-21', JAVA_HOME=home))
    suite.must_answer(sql(suite, 'java-21-sql', JAVA_HOME=home), 'n\n1\n')


def java_11(suite):
    """Java 11 is too old for any class of ours."""
    refused_by_clr(suite, 11)


def java_25(suite):
    """Java 25 is too new for Hadoop. A job that spark-submit starts says so too."""
    refused_by_clr(suite, 25)
    home = suite.java(25)
    submit = ['-cp', SPARK, 'org.apache.spark.deploy.SparkSubmit', '--class', 'io.clrspark.jobs.Train']
    process = suite.start('submit-25', [f'{home}/bin/java', *submit, '--properties-file', FILE, project.JAR])
    if process.end() != 1:
        raise Failure('it has not failed')
    process.line(f'Cannot run clr-spark: {home} is Java 25, and it needs 17 to 21.')


def refused_by_clr(suite, version):
    home = suite.java(version)
    expected = f'Cannot run clr-spark: {home}/bin/java is Java {full_version(home)}, and it needs 17 to 21.'
    for command in ('train', 'sql', '--help'):
        process = suite.start(f'{command}-{version}', [project.CLR, command], JAVA_HOME=home)
        suite.must_refuse(process, f'{expected} Set JAVA_HOME to one.')


def full_version(home):
    """What the Java says in its file release."""
    return re.search('JAVA_VERSION="(.*)"', read(f'{home}/release').decode())[1]


def sql(suite, log, *options, **env):
    suite.reference()
    return suite.start(log, [project.CLR, 'sql', '--history', suite.history, '--csv', *options, QUERY], **env)


def languages(suite):
    """A run goes on in another language and time zone each time, with the same bits and ASCII digits everywhere."""
    conf = {'spark.clr.checkpoint.path': f'{suite.folder}/checkpoints', 'spark.clr.checkpoint.everyEpochs': 1}
    resumed = {**conf, 'spark.clr.resume': 'languages'}
    first = suite.train('languages', {**conf, 'spark.clr.epochs': 2}, 'ar', **language('ar', 'EG', 'Africa/Cairo'))
    first.ends()
    turkish = language('tr', 'TR', 'Asia/Kathmandu')
    suite.train('languages', {**resumed, 'spark.clr.epochs': 4}, 'tr', **turkish).ends()
    suite.must_train(suite.train('languages', resumed, 'de', **language('de', 'DE', 'Pacific/Apia')))
    page = ['report', '--history', suite.history, '--run', 'languages', '--output', f'{suite.folder}/page.html']
    report = suite.start('ar-report', [project.CLR, *page], **language('ar', 'EG', 'Africa/Cairo'))
    suite.must_answer(report, f'report: {suite.folder}/page.html\n')
    for folder, _, files in os.walk(suite.folder):
        for file in files:
            if file.endswith(('.json', '.log', '.out', '.html')) and OTHER_DIGITS.search(text(f'{folder}/{file}')):
                raise Failure(f'{file} has digits that are not ASCII')


def language(name, country, zone):
    return {'JAVA_TOOL_OPTIONS': f'-Duser.language={name} -Duser.country={country} -Duser.timezone={zone}'}


def text(path):
    return read(path).decode(errors='replace')


def session(suite):
    """Spark SQL by the ANSI standard, times as Java 8 has them, another time zone, and Spark's page."""
    suite.must_train(suite.train('session', SESSION))
    suite.must_answer(sql(suite, 'session-sql', *project.conf_options(SESSION)), 'n\n1\n')
    verify = [project.CLR, 'verify', '--history', suite.history, *project.conf_options(SESSION)]
    if suite.start('session-verify', verify).end():
        raise Failure('bin/clr verify has failed')


def host_name(suite):
    """The machine has a name that does not resolve: standard output is the answer alone, and there is no trace."""
    alone = ['unshare', '--map-root-user', '--uts', '--net', 'sh', '-c']
    set_name = 'ip link set lo up 2>/dev/null; hostname nohost.invalid && exec "$0" "$@"'
    suite.reference()
    query = [project.CLR, 'sql', '--history', suite.history, '--csv', QUERY]
    process = suite.start('host-name', [*alone, set_name, *query])
    suite.must_answer(process, 'n\n1\n')
    if process.lines:
        raise Failure(f'it says {process.lines}')
