using System.IO.Compression;
using Google.Protobuf;
using OpsPlatform.Events.V1;

namespace OpsPlatform.Client.Internal.Chain;

/// <summary>Reads the file of an export, part by part.</summary>
internal static class ExportReader
{
    /// <summary>No part is longer; a damaged length must not fill the memory.</summary>
    private const int MostBytes = 64 * 1024 * 1024;
    private const int BufferBytes = 64 * 1024;
    private const int BitsOfVarint = 32;

    /// <exception cref="ChainFaultException">From here on it cannot be read.</exception>
    public static IEnumerable<ExportEventsResponse> Parts(Stream export)
    {
        using var file = new BufferedStream(new GZipStream(export, CompressionMode.Decompress, leaveOpen: true), BufferBytes);
        while (Next(file) is { } part)
            yield return part;
    }

    /// <summary>Null at the end of the file.</summary>
    private static ExportEventsResponse? Next(Stream file)
    {
        try
        {
            if (Length(file) is not { } length)
                return null;
            var bytes = new byte[length];
            file.ReadExactly(bytes);
            return ExportEventsResponse.Parser.ParseFrom(bytes);
        }
        catch (EndOfStreamException)
        {
            throw new ChainFaultException(new EventChainFault(EventChainFaultKind.Truncated));
        }
        catch (Exception e) when (e is InvalidDataException or InvalidProtocolBufferException)
        {
            throw new ChainFaultException(new EventChainFault(EventChainFaultKind.Unreadable) { Detail = e.Message });
        }
    }

    private static int? Length(Stream file)
    {
        var length = 0L;
        for (var shift = 0; shift < BitsOfVarint; shift += 7)
        {
            var next = file.ReadByte();
            if (next < 0)
                return shift == 0 ? null : throw new EndOfStreamException();
            length |= (long)(next & 0x7F) << shift;
            if (next < 0x80)
                return length <= MostBytes ? (int)length : throw new InvalidDataException($"A part of {length} bytes is longer than any that the platform sends.");
        }

        throw new InvalidDataException("There is no length where one should be.");
    }
}
