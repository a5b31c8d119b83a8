namespace CharRnnFast.Cli.CommandLine;

/// <summary>The parts of the manual page, in roff, that no command or option tells.</summary>
internal static class ManualText
{
    /// <summary>What stands before the commands.</summary>
    public const string Description = """
        .SH DESCRIPTION
        charrnn reads a text, trains a recurrent network on the processor to predict
        the next character from those before it, saves the network as a model, and
        generates text like the one that it read.
        The same command line gives the same model, byte for byte, on every
        instruction set and with any number of threads.
        .PP
        An option is written \fB\-\-name\fR \fIvalue\fR or
        \fB\-\-name=\fIvalue\fR.
        After an equals sign a value may begin with dashes.
        \fB\-\-\fR ends the options.
        Numbers have a decimal point in every locale.
        Where TEXT, LOG or the file of a prime text is \fB\-\fR, standard input is
        read.
        .PP
        Text, JSON and tables that were asked for go to standard output, notes and
        errors to standard error.

        """;

    /// <summary>What stands after them.</summary>
    public const string Rest = """
        .SH EXIT STATUS
        .TP
        0
        Done.
        .TP
        1
        The work failed: a file or text cannot be used, a file exists already or
        cannot be written, the loss is not finite.
        The last line on standard error says what is wrong and what to do.
        .TP
        2
        The command line is wrong.
        .TP
        75
        train was stopped by SIGUSR1 and saved the model: it is to be run again.
        .TP
        129, 130, 143, 152
        Stopped by SIGHUP, Ctrl\-C (SIGINT), SIGTERM or SIGXCPU.
        train finishes the step, saves the model, and prints the command that goes on.
        .SH FILES
        .TP
        charrnn.safetensors
        The model where no other \fIPATH\fR is given.
        It is a safetensors file and at every moment a whole model.
        .TP
        PATH.tmp
        A model that is being written.
        Where the last step of a save failed, it holds the whole model, and the next
        run does not remove it.
        .TP
        charrnn.best.safetensors
        With \fB\-\-validation\fR, the best model so far: \fIPATH\fR with .best before
        its extension.
        .TP
        report.html
        The page of report.
        .SH EXAMPLES
        Train on a text, hold out its last tenth, and write a log:
        .PP
        .nf
        charrnn train book.txt \-\-validation 0.1 \-\-log book.jsonl
        .fi
        .PP
        Train two layers of LSTM cells on 50 streams side by side:
        .PP
        .nf
        charrnn train book.txt \-\-cell lstm \-\-layers 2 \-\-hidden 128 \e
            \-\-sequence\-length 50 \-\-batch 50 \-\-checkpoint lstm.safetensors
        .fi
        .PP
        Go on where a run stopped:
        .PP
        .nf
        charrnn train book.txt \-\-resume charrnn.safetensors \-\-iterations 1000000
        .fi
        .PP
        Generate text:
        .PP
        .nf
        charrnn sample \-\-prime "The " \-\-length 500 \-\-temperature 0.7
        .fi
        .PP
        Score a text, and draw the curves of a run:
        .PP
        .nf
        charrnn eval charrnn.safetensors other.txt
        charrnn report book.jsonl
        .fi
        .PP
        Complete command lines in this shell, and read this page:
        .PP
        .nf
        source <(charrnn completion bash)
        charrnn manual | man \-l \-
        .fi

        """;
}
