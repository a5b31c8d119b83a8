using CharRnnFast.Cli.Tests.Running;

namespace CharRnnFast.Cli.Tests;

/// <summary>What other programs call an option or a command leads to the one that means it here.</summary>
public sealed class SynonymTests
{
    [Theory]
    [InlineData("train --lr 0.1", "--learning-rate")]
    [InlineData("train --learning_rate 0.1", "--learning-rate")]
    [InlineData("train -learning_rate 0.1", "--learning-rate")]
    [InlineData("train --rnn_size 128", "--hidden")]
    [InlineData("train -rnn-size=128", "--hidden")]
    [InlineData("train --HIDDEN_SIZE 128", "--hidden")]
    [InlineData("train --n_embd 128", "--hidden")]
    [InlineData("train --seq_length 50", "--sequence-length")]
    [InlineData("train -num_layers 2", "--layers")]
    [InlineData("train --n_layer 2", "--layers")]
    [InlineData("train -model lstm", "--checkpoint")]
    [InlineData("train -model_type lstm", "--cell")]
    [InlineData("train --lstm", "--cell")]
    [InlineData("train -dropout 0.5", "--dropout")]
    [InlineData("train --optim adam", "--optimizer")]
    [InlineData("train --adam", "--optimizer")]
    [InlineData("train --block_size 50", "--sequence-length")]
    [InlineData("train -batch_size 50", "--batch")]
    [InlineData("train -grad_clip 5", "--clip")]
    [InlineData("train -max_epochs 50", "--epochs")]
    [InlineData("train --epoch 50", "--epochs")]
    [InlineData("train --n_iter 50", "--iterations")]
    [InlineData("train --max_iters 50", "--iterations")]
    [InlineData("train --steps 50", "--iterations")]
    [InlineData("train -checkpoint_every 50", "--checkpoint-every")]
    [InlineData("train -checkpoint_name cv/x", "--checkpoint")]
    [InlineData("train --out_dir cv", "--checkpoint")]
    [InlineData("train -o model", "--checkpoint")]
    [InlineData("train -init_from cv/x", "--resume")]
    [InlineData("train -eval_val_every 50", "--validation-every")]
    [InlineData("train -val_frac 0.1", "--validation")]
    [InlineData("train -print_every 10", "--log-every")]
    [InlineData("train -learning_rate_decay 0.97", "--learning-rate-decay")]
    [InlineData("train --num_workers 2", "--threads")]
    [InlineData("train --force", "--overwrite")]
    [InlineData("sample --temp 1", "--temperature")]
    [InlineData("sample -temperature 1", "--temperature")]
    [InlineData("sample -length 50", "--length")]
    [InlineData("sample --max_new_tokens 50", "--length")]
    [InlineData("sample -n 50", "--length")]
    [InlineData("sample --num_samples 3", "--count")]
    [InlineData("sample -start_text The", "--prime")]
    [InlineData("sample --prime_text The", "--prime")]
    [InlineData("sample --top_k 5", "--top-k")]
    [InlineData("report log -o x", "--output")]
    [InlineData("bench --rnn_size 5", "--hidden")]
    public void AnOptionLeadsToTheOneThatMeansIt(string arguments, string expected) =>
        Assert.Contains($"; did you mean {expected}? See ", Charrnn.Run(arguments.Split(' ')).MustFailAtOnce(2), StringComparison.Ordinal);

    [Theory]
    [InlineData("train --input book.txt", "train TEXT")]
    [InlineData("train -data_dir data/x", "train TEXT")]
    [InlineData("train --text=book.txt", "train TEXT")]
    [InlineData("sample --model m", "sample CHECKPOINT")]
    [InlineData("sample -checkpoint m", "sample CHECKPOINT")]
    [InlineData("eval --text t", "eval CHECKPOINT TEXT")]
    [InlineData("report --log l", "report LOG")]
    public void WhatIsNoOptionHereIsShownAsAnArgument(string arguments, string usage) =>
        Assert.EndsWith(
            $" without an option: {Charrnn.Path} {usage}", Charrnn.Run(arguments.Split(' ')).MustFailAtOnce(2), StringComparison.Ordinal);

    [Theory]
    [InlineData("train -gpu 0", "-gpu, and none like it, as the program runs on the processor; leave it out")]
    [InlineData("train --device=cpu", "--device, and none like it, as the program runs on the processor")]
    [InlineData("train --bidirectional 1", "--bidirectional, and none like it, as a model is an rnn, gru or lstm (--cell) fed with")]
    [InlineData("train --keep_prob 0.5", "--keep_prob, and none like it, as --dropout is the share that is dropped, not kept")]
    [InlineData("train --beta1 0.9", "--beta1, and none like it, as the optimizers (--optimizer) have fixed constants")]
    [InlineData("train --verbose", "--verbose, and none like it, as notes and progress are shown")]
    public void WhatThereIsNotIsSaidSo(string arguments, string expected) =>
        Assert.StartsWith(
            $"charrnn: unknown option {expected}", Charrnn.Run(arguments.Split(' ')).MustFailAtOnce(2), StringComparison.Ordinal);

    [Theory]
    [InlineData("train --temp 0.5", "--temperature is an option of sample, and train")]
    [InlineData("train --top_p 0.5", "--top-p is an option of sample, and train")]
    [InlineData("train --per-line", "--per-line is an option of eval, and train")]
    [InlineData("sample --rnn_size 5", "--hidden is an option of train, and sample")]
    [InlineData("sample --epochs 5", "--epochs is an option of train, and sample")]
    [InlineData("sample --dropout 0.5", "--dropout is an option of train, and sample")]
    [InlineData("sample --cell lstm", "--cell is an option of train, and sample")]
    [InlineData("eval --num_layers 2", "--layers is an option of train, and eval")]
    [InlineData("info --optimizer adam", "--optimizer is an option of train, and info")]
    [InlineData("gradcheck --optimizer adam", "--optimizer is an option of train, and gradcheck")]
    public void AnOptionOfAnotherCommandNamesThatCommand(string arguments, string expected)
    {
        string message = Charrnn.Run(arguments.Split(' ')).MustFailAtOnce(2);
        Assert.Contains($"; {expected} has none like it: leave it out, ", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("train help")]
    [InlineData("info man")]
    [InlineData("sample usage")]
    [InlineData("eval help")]
    public void AQuestionForHelpInPlaceOfAFileIsAnswered(string arguments)
    {
        string message = Charrnn.Run(arguments.Split(' ')).MustFailAtOnce(2);
        string expected = $" does not exist; give the path of a file, or see the help: {Charrnn.Path} {arguments.Split(' ')[0]} --help";
        Assert.EndsWith(expected, message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFileThatIsCalledHelpIsOne()
    {
        using Scratch scratch = new();
        scratch.Write("help", "a text to train on, long enough for a step\n");
        string message = Charrnn.RunIn(scratch["."], ["info", "help"]).MustFailAtOnce(1);
        Assert.StartsWith("charrnn: help is not a usable checkpoint: ", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("generate", "sample")]
    [InlineData("generate.py", "sample")]
    [InlineData("predict", "sample")]
    [InlineData("sample.lua", "sample")]
    [InlineData("test", "eval")]
    [InlineData("evaluate", "eval")]
    [InlineData("score", "eval")]
    [InlineData("plot", "report")]
    [InlineData("check", "gradcheck")]
    [InlineData("fit", "train")]
    [InlineData("resume", "train")]
    [InlineData("Train", "train")]
    [InlineData("describe", "info")]
    [InlineData("benchmark", "bench")]
    [InlineData("version", "--version")]
    [InlineData("man", "manual")]
    [InlineData("autocomplete", "completion")]
    [InlineData("usage", "help")]
    [InlineData("/?", "help")]
    [InlineData("?", "help")]
    public void ACommandLeadsToTheOneThatMeansIt(string typed, string expected) =>
        Assert.StartsWith(
            $"charrnn: unknown command {typed}; did you mean {expected}? The commands are train, ", Charrnn.Run(typed).MustFailAtOnce(2),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("-v", "--version")]
    [InlineData("-version", "--version")]
    [InlineData("-help", "--help")]
    public void AnOptionOfTheProgramItselfToo(string typed, string expected) =>
        Assert.Contains($"; did you mean {expected}? See ", Charrnn.Run(typed).MustFailAtOnce(2), StringComparison.Ordinal);

    [Fact]
    public void AFileInPlaceOfACommandLacksOne()
    {
        using Scratch scratch = new();
        string text = scratch.Text, model = scratch.TrainModel();
        Assert.Contains($"; did you mean train {text}? ", Charrnn.Run(text).MustFailAtOnce(2), StringComparison.Ordinal);
        Assert.Contains(
            $"; did you mean sample {model}? ", Charrnn.Run(model, "--length", "5").MustFailAtOnce(2), StringComparison.Ordinal);
    }
}
