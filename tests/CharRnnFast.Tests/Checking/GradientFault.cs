namespace CharRnnFast.Tests.Checking;

/// <summary>Mistakes of the kind that writing a backward pass invites.</summary>
public enum GradientFault
{
    None,
    SignOfRecurrentTerm,
    MissingTanhDerivative,
    MissingOneHot,
    LastStepSkipped,
    HiddenStateNotShifted,
    NotANumber,
}
