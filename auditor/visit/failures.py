"""Says in a person's words why a page could not be loaded."""

from auditor.locale.speaking import finished
from auditor.visit.browser import HTTP_ERROR, ErrorAnswerError, NoAnswerError, NotAPageError, VisitError

_NO_ANSWER = {
    "ERR_NAME_NOT_RESOLVED": finished("its host name does not resolve"),
    "ERR_CONNECTION_REFUSED": finished("the host refuses connections"),
    "ERR_CONNECTION_RESET": finished("the host broke off the connection"),
    "ERR_CONNECTION_TIMED_OUT": finished("the host does not answer"),
    "ERR_CONNECTION_CLOSED": finished("the host closed the connection"),
    "ERR_EMPTY_RESPONSE": finished("the host sent nothing"),
    "ERR_SOCKS_CONNECTION_FAILED": finished("the host cannot be reached, or its address is not a public one"),
}
_OTHER_ERRORS = {
    "ERR_TOO_MANY_REDIRECTS": finished("it redirects in a loop"),
    "ERR_CERT_": finished("its TLS certificate is not valid"),
    "ERR_SSL_": finished("its TLS connection fails"),
    "ERR_INVALID_RESPONSE": finished("its answer is not valid HTTP"),
    "ERR_INVALID_HTTP_RESPONSE": finished("its answer is not valid HTTP"),
    "ERR_RESPONSE_HEADERS_TOO_BIG": finished("its answer has more headers than browsers read"),
    "ERR_UNSAFE_REDIRECT": finished("it redirects to an address that browsers do not follow"),
    "ERR_UNSAFE_PORT": finished("browsers refuse its port"),
}


def first_line(error: Exception) -> str:
    """Give the first line of an error, without what the driver puts around it."""
    lines = str(error).strip().splitlines()
    if not lines:
        return type(error).__name__
    words = lines[0].removeprefix("Message: ").partition("; For documentation on this error")[0]
    return words.rpartition("Error: ")[2][:300]


def not_loaded(error: Exception) -> VisitError:
    """Turn what a driver says of a failed load into what it means."""
    message = str(error)
    if "Download is starting" in message or "ERR_ABORTED" in message:
        return NotAPageError(finished("it is a download, not a page"))
    for code, meaning in _NO_ANSWER.items():
        if code in message:
            return NoAnswerError(meaning)
    for code, meaning in _OTHER_ERRORS.items():
        if code in message:
            return VisitError(meaning)
    return VisitError(first_line(error))


def nothing_answered(within_s: float) -> NoAnswerError:
    """Say that not even the beginning of an answer came."""
    return NoAnswerError(finished(f"nothing answered within {within_s:.0f} s"))


def nothing_came(within_s: float) -> NoAnswerError:
    """Say that an answer began, and that nothing of a page came."""
    return NoAnswerError(finished(f"nothing of the page came within {within_s:.0f} s"))


def whose_silence(error: NoAnswerError, *, redirected: bool) -> VisitError:
    """Keep the silence of an address that a page redirects to from being taken for that of its host."""
    return VisitError(finished(f"it redirects, and there {error}")) if redirected else error


def must_be_no_error(status: int, final_url: str, retry_after: str = "") -> None:
    """Look at the status of the answer: the page of an error is not measured.

    Raises:
        ErrorAnswerError: if it is an error.
    """
    if status >= HTTP_ERROR:
        raise ErrorAnswerError(status, final_url, retry_after)


def must_be_html(content_type: str) -> None:
    """Look at the Content-Type of the answer; none at all counts as HTML.

    Raises:
        NotAPageError: if it is something else.
    """
    kind = content_type.partition(";")[0].strip().lower()
    if kind not in {"text/html", "application/xhtml+xml", ""}:
        raise NotAPageError(finished(f"it is {kind[:100]}, not HTML"))
