namespace System.Runtime.CompilerServices;

/// <summary>netstandard2.0 lacks this type, which the compiler asks for where a record has properties.</summary>
internal static class IsExternalInit;
