"""PyTorch on a case of the benchmark. Prints a line with the seconds of each epoch.

The network, its updates and the numbers of examples are those of TrainingCase. Each worker is a process with one thread.
They average parameters and momentum after every so many updates (--average), or gradients at every update (without).
"""

import argparse
import os
import tempfile
import time

import torch
from torch import nn


def parse():
    parser = argparse.ArgumentParser()
    for name in ('examples', 'batch-size', 'workers', 'epochs'):
        parser.add_argument(f'--{name}', type=int, required=True)
    parser.add_argument('--layers', required=True)
    parser.add_argument('--average', type=int, default=0)
    return parser.parse_args()


class Worker:
    """One process: its part of the data, and a network of its own."""

    def __init__(self, rank, options):
        torch.set_num_threads(1)
        torch.manual_seed(1)
        self.options = options
        sizes = [int(size) for size in options.layers.split('-')]
        hidden = [
            layer
            for size, following in zip(sizes, sizes[1:-1])
            for layer in (nn.Linear(size, following), nn.ReLU())
        ]
        self.network = nn.Sequential(*hidden, nn.Linear(sizes[-2], sizes[-1]))
        count = len(range(rank, options.examples, options.workers))
        self.features = torch.rand(count, sizes[0])
        self.labels = torch.randint(0, sizes[-1], (count,))
        together = options.workers > 1 and not options.average
        self.trained = nn.parallel.DistributedDataParallel(self.network) if together else self.network
        self.optimizer = torch.optim.SGD(self.network.parameters(), lr=0.01, momentum=0.9)
        self.rates = torch.optim.lr_scheduler.CyclicLR(
            self.optimizer, 0.001, 0.006, step_size_up=2000, cycle_momentum=False
        )
        self.loss = nn.CrossEntropyLoss()

    def epoch(self):
        order = torch.randperm(len(self.features))
        batches = order.split(self.options.batch_size)
        for update, batch in enumerate(batches, 1):
            self.optimizer.zero_grad()
            self.loss(self.trained(self.features[batch]), self.labels[batch]).backward()
            self.optimizer.step()
            self.rates.step()
            if self.options.average and (update % self.options.average == 0 or update == len(batches)):
                self.average()

    def average(self):
        parameters = list(self.network.parameters())
        parts = [one.data for one in parameters]
        parts += [self.optimizer.state[one]['momentum_buffer'] for one in parameters]
        flat = torch.cat([part.view(-1) for part in parts])
        torch.distributed.all_reduce(flat)
        flat /= self.options.workers
        for part, mean in zip(parts, flat.split([part.numel() for part in parts])):
            part.copy_(mean.view_as(part))


def train(rank, options, meeting):
    os.environ['GLOO_SOCKET_IFNAME'] = 'lo'
    torch.distributed.init_process_group(
        'gloo', init_method=f'file://{meeting}', rank=rank, world_size=options.workers
    )
    worker = Worker(rank, options)
    for _ in range(options.epochs):
        torch.distributed.barrier()
        started = time.perf_counter()
        worker.epoch()
        torch.distributed.barrier()
        if rank == 0:
            print(time.perf_counter() - started, flush=True)
    torch.distributed.destroy_process_group()


if __name__ == '__main__':
    with tempfile.TemporaryDirectory() as folder:
        given = parse()
        torch.multiprocessing.spawn(train, args=(given, f'{folder}/meeting'), nprocs=given.workers)
