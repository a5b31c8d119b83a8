using System.Text;

namespace CharRnnFast.Cli.CommandLine;

/// <summary>
/// What other programs of the kind call things: char-rnn, torch-rnn, min-char-rnn, nanoGPT, llm.c, PyTorch's and Keras' scripts. Words are
/// in small letters, with single dashes between them.
/// </summary>
internal static class Synonyms
{
    // A name here, and the words for it. Of several names for one word, a command's first in this order is meant.
    private static ReadOnlySpan<byte> Names => """
        --hidden: rnn-size hidden-size hidden-dim hidden-units num-hidden n-hidden nhid units num-units state-size size width n-embd d-model
        --hidden: lstm-size
        --cell: model-type rnn-type cell-type type lstm gru
        --layers: num-layers n-layers n-layer nlayers depth
        --optimizer: optim opt solver algorithm adam rmsprop adagrad
        --dropout: drop p-drop dropout-rate drop-rate
        --sequence-length: seq-length seq-len seq-size seqlen seq bptt block-size unroll context-length context-size time-steps
        --sequence-length: num-unrollings window maxlen
        --batch: batch-size bs minibatch mini-batch-size
        --learning-rate-decay: lr-decay decay decay-rate learning-rate-decay-after learning-rate-decay-rate lr-gamma gamma lr-decay-factor
        --learning-rate: lr rate alpha eta step-size init-lr base-lr
        --clip: grad-clip gradient-clip gradient-clipping clip-grad clip-norm max-grad-norm clipnorm clipvalue
        --epochs: max-epochs num-epochs n-epochs nepochs epoch
        --iterations: n-iter n-iters num-iter num-iters num-iterations max-iter max-iters max-iterations iter iters steps max-steps
        --iterations: num-steps train-steps niter n
        --validation-every: eval-val-every eval-every eval-interval val-every val-interval val-loss-every evaluate-every
        --validation: val val-frac val-fraction val-split val-size validation-split validation-fraction valid valid-frac test-frac
        --validation: train-frac holdout eval-split
        --patience: early-stopping early-stop early-stopping-patience
        --checkpoint-every: save-every save-interval save-freq checkpoint-interval snapshot-every
        --checkpoint: checkpoint-name checkpoint-dir checkpoint-path save save-to save-dir savefile save-path output-model model-path
        --checkpoint: model-file model out out-dir output output-dir o
        --resume: init-from restore restore-from load load-model load-checkpoint continue continue-from warm-start ckpt start-from from
        --resume: pretrained init r
        --overwrite: force f y yes clobber replace
        --log-every: print-every log-interval print-interval report-every logging-steps
        --log: log-file logfile log-dir logdir log-path metrics tensorboard history csv
        --sample-every: sample-interval generate-every
        --sample-length: sample-len
        --threads: num-threads n-threads nthreads workers num-workers jobs j cores cpus processes
        --quiet: silent no-progress no-verbose
        --length: sample-len sample-length num-chars n-chars chars num-symbols tokens num-tokens max-tokens max-new-tokens max-length size n
        --length: output-length gen-length
        --count: num-samples n-samples samples num-return-sequences
        --temperature: temp greedy
        --top-k: topk k
        --top-p: topp nucleus nucleus-p p-nucleus
        --prime-file: start-file prompt-file prime-text-file
        --prime: prime-text primetext start start-text start-string start-with prompt prefix seed-text seedtext context begin
        --stop: end eos stop-text stop-token until
        --seed: random-seed rng-seed manual-seed rng
        --encoding: charset level tokenizer
        --vocab: vocab-size v
        --per-line: by-line lines line-by-line
        --output: out out-file output-file o html
        --json: as-json
        --seconds: duration time
        --version: v
        CHECKPOINT: checkpoint checkpoint-path checkpoint-name model model-path model-file load load-model init-from ckpt resume weights m
        TEXT: text text-file input input-txt input-text input-file in i data data-dir data-path data-file dataset file filename corpus
        TEXT: train-data train-file train-text path input-h5 input-json
        LOG: log logs log-file input
        train: fit learn run start resume continue retrain finetune fine-tune pretrain training
        sample: generate gen write predict complete infer inference sampling generation prompt
        eval: evaluate evaluation test score validate validation perplexity loss ppl
        report: plot chart graph curves draw visualize visualise html
        info: inspect describe show list about stat summary ls dump
        gradcheck: check verify grad gradient gradients grad-check check-gradients selftest
        bench: benchmark speed perf performance profile time timing
        completion: completions complete autocomplete tab-completion
        manual: man manpage man-page
        help: usage man manual ? /? /h /help
        --help: ? h usage man manual
        """u8;

    // Why the program has nothing of the kind, and the words for it.
    private static ReadOnlySpan<byte> Missing => """
        the program runs on the processor: gpu gpuid gpu-id device cuda use-cuda no-cuda backend opencl mps dtype compile fp16 bf16 amp
        the program runs on the processor: gpu-backend
        a model is an rnn, gru or lstm (--cell) fed with symbols: n-head num-heads bidirectional nonlinearity activation batchnorm
        a model is an rnn, gru or lstm (--cell) fed with symbols: wordvec-size wordvec-dim embedding-dim embedding-size emsize embed-dim
        --dropout is the share that is dropped, not kept: keep-prob
        the optimizers (--optimizer) have fixed constants: momentum weight-decay beta1 beta2 betas eps epsilon warmup warmup-iters
        the optimizers (--optimizer) have fixed constants: warmup-steps l2 sgd
        notes and progress are shown unless --quiet is given: verbose debug progress
        """u8;

    /// <summary>
    /// The first of some names, of options, arguments and commands, that a word is another one for; null: none. It may be typed with any
    /// dashes before it, underscores, capitals, or a script's extension.
    /// </summary>
    public static string? Of(string typed, string[] names)
    {
        string word = Normalize(typed);
        foreach (string name in names)
            if (!char.IsAsciiLetterUpper(name[0]) && Normalize(name) == word) return name;
        return Find(Names, word, names);
    }

    /// <summary>Why the program has nothing of a name; null: it is not known.</summary>
    public static string? WhyMissing(string typed) => Find(Missing, Normalize(typed), null);

    private static string? Find(ReadOnlySpan<byte> table, string word, string[]? names)
    {
        foreach (string line in Encoding.ASCII.GetString(table).Split('\n', StringSplitOptions.TrimEntries))
        {
            int end = line.IndexOf(':', StringComparison.Ordinal);
            string name = line[..end];
            if ($"{line[end..]} ".Contains($" {word} ", StringComparison.Ordinal) && (names is null || names.Contains(name))) return name;
        }

        return null;
    }

    private static string Normalize(string typed)
    {
        string word = typed.TrimStart('-').ToLowerInvariant().Replace('_', '-');
        return Path.GetExtension(word) is ".py" or ".lua" or ".exe" ? Path.GetFileNameWithoutExtension(word) : word;
    }
}
