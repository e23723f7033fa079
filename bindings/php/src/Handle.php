<?php

// SPDX-License-Identifier: Apache-2.0

declare(strict_types=1);

namespace Stagegraph;

use FFI\CData;

/** An object of the library. It is freed by close(), or with the last reference. */
abstract class Handle
{
    private ?CData $pointer;

    public function __construct(CData $pointer)
    {
        $this->pointer = $pointer;
    }

    /** @internal */
    public function pointer(): CData
    {
        if ($this->pointer === null) {
            $name = (new \ReflectionClass($this))->getShortName();
            throw new StagegraphException("this $name is closed", Status::InvalidArgument);
        }
        return $this->pointer;
    }

    /** Frees the object. A second call does nothing. */
    public function close(): void
    {
        if ($this->pointer !== null) {
            $pointer = $this->pointer;
            $this->pointer = null;
            $this->free($pointer);
        }
    }

    public function __destruct()
    {
        $this->close();
    }

    public function __clone()
    {
        $this->pointer = null; // of the copy
        throw new \LogicException('an object of the library has one owner');
    }

    public function __serialize(): array
    {
        throw new \LogicException('keep the JSON of a record, and read it back');
    }

    abstract protected function free(CData $pointer): void;
}
