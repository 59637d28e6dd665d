from typing import Literal

FileOutcome = Literal["conforms", "does not conform", "structure checked"]

FILE_OUTCOME_VALUES: set[FileOutcome] = {
    "conforms",
    "does not conform",
    "structure checked",
}


def check_file_outcome(value: str) -> FileOutcome:
    if value in FILE_OUTCOME_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {FILE_OUTCOME_VALUES!r}")
