<?php

// SPDX-License-Identifier: Apache-2.0
//
// A service of Symfony's components: RULES=rules.yaml STORE=folder php -S 127.0.0.1:8080 public/index.php
// The full framework does the same by config/services.yaml and attributes.

declare(strict_types=1);

require __DIR__ . '/../vendor/autoload.php';

use Leads\FailureListener;
use Leads\LeadController;
use Leads\Leads;
use Leads\Store;
use Stagegraph\Ruleset;
use Symfony\Component\DependencyInjection\ContainerBuilder;
use Symfony\Component\EventDispatcher\EventDispatcher;
use Symfony\Component\HttpFoundation\Request;
use Symfony\Component\HttpFoundation\RequestStack;
use Symfony\Component\HttpKernel\Controller\ContainerControllerResolver;
use Symfony\Component\HttpKernel\EventListener\RouterListener;
use Symfony\Component\HttpKernel\HttpKernel;
use Symfony\Component\HttpKernel\KernelEvents;
use Symfony\Component\Routing\Matcher\UrlMatcher;
use Symfony\Component\Routing\RequestContext;
use Symfony\Component\Routing\Route;
use Symfony\Component\Routing\RouteCollection;

$services = new ContainerBuilder();
$services->register(Ruleset::class)
    ->setFactory([Ruleset::class, 'load'])
    ->setArguments([getenv('RULES')]);
$services->register(Store::class)->setArguments([getenv('STORE')]);
$services->autowire(Leads::class);
$services->autowire(LeadController::class)->setPublic(true);
$services->compile();

$routes = new RouteCollection();
foreach ([['GET', '', 'read'], ['POST', '', 'begin'], ['POST', '/events', 'deliver']] as [$method, $path, $action]) {
    $defaults = ['_controller' => LeadController::class . "::$action"];
    $routes->add($action, new Route("/leads/{id}$path", $defaults, [], [], '', [], [$method]));
}

$stack = new RequestStack();
$events = new EventDispatcher();
$events->addSubscriber(new RouterListener(new UrlMatcher($routes, new RequestContext()), $stack));
$events->addListener(KernelEvents::EXCEPTION, new FailureListener());
$kernel = new HttpKernel($events, new ContainerControllerResolver($services), $stack);
$request = Request::createFromGlobals();
$response = $kernel->handle($request);
$response->send();
$kernel->terminate($request, $response);
